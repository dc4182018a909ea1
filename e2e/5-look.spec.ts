import { expect, test } from "@playwright/test";
import { pageOf, watchForErrors } from "./people";

const PAGES = [
  "/overview",
  "/investigate",
  "/investigate?network=N-0001",
  "/networks/N-0001",
  "/cases",
  "/review",
  "/sources",
  "/audit",
  "/settings",
];

for (const theme of ["light", "dark"] as const) {
  for (const width of [1440, 1024]) {
    test(`every page stands in ${theme} at ${width} wide: no error, nothing wider than the window`, async ({
      browser,
    }, info) => {
      const page = await pageOf(browser, "investigator");
      const errors = watchForErrors(page);
      await page.emulateMedia({ colorScheme: theme, reducedMotion: "reduce" });
      await page.setViewportSize({ width, height: 900 });
      for (const path of PAGES) {
        await page.goto(path);
        await expect(page.getByRole("main")).toBeVisible();
        await page.waitForLoadState("networkidle");
        const overflow = await page.evaluate(
          () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
        );
        expect(overflow, `${path} scrolls sideways`).toBeLessThanOrEqual(0);
        await page.screenshot({ path: info.outputPath(`${path.replace(/\W+/g, "_")}.png`) });
      }
      expect(errors).toEqual([]);
    });
  }
}
