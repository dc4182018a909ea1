import type { Browser, Page } from "@playwright/test";
import { expect } from "@playwright/test";
import { PEOPLE, readDesk, stateFile, type Person } from "./env";

export async function signIn(page: Page, person: Person): Promise<void> {
  const { email, password } = PEOPLE[person];
  await page.goto(`${readDesk().url}/login`);
  await page.getByLabel("Email").fill(email);
  await page.getByLabel("Password", { exact: true }).fill(password);
  await page.getByRole("button", { name: "Sign in" }).click();
  await expect(page.getByRole("navigation").getByRole("link", { name: "Overview" })).toBeVisible();
}

/** A page of a person who has signed in before. */
export async function pageOf(browser: Browser, person: Person): Promise<Page> {
  const context = await browser.newContext({ baseURL: readDesk().url, storageState: stateFile(person) });
  return await context.newPage();
}

/** Fails the journey on any script error or blocked resource, with what it was. */
export function watchForErrors(page: Page): string[] {
  const errors: string[] = [];
  page.on("pageerror", (error) => errors.push(`page error: ${error.message}`));
  page.on("console", (message) => {
    if (message.type() === "error" && !/Failed to load resource/.test(message.text()))
      errors.push(`console: ${message.text()}`);
  });
  return errors;
}
