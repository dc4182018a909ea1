import { expect, test, type Page } from "@playwright/test";
import { PEOPLE, readDesk, stateFile, type Person } from "./env";
import { signIn, watchForErrors } from "./people";
import { ringleader } from "./ringleader";

test.describe.configure({ mode: "serial" });

async function invite(admin: Page, person: Person, role: string): Promise<string> {
  await admin.goto(`${readDesk().url}/settings`);
  await admin.getByRole("button", { name: "Invite someone" }).click();
  const dialog = admin.getByRole("dialog");
  await dialog.getByLabel("Email").fill(PEOPLE[person].email);
  for (const box of await dialog.getByRole("checkbox").all()) {
    if (await box.isChecked()) await box.uncheck();
  }
  await dialog.getByRole("checkbox", { name: new RegExp(role) }).check();
  await dialog.getByRole("button", { name: "Make link" }).click();
  return await admin.getByLabel("Invitation link").inputValue();
}

test("the setup link makes the first user, and works once", async ({ page, browser }) => {
  const errors = watchForErrors(page);
  const { setupUrl, url } = readDesk();
  const { name, email, password } = PEOPLE.investigator;
  await page.goto(setupUrl);
  await page.getByLabel("Your name").fill(name);
  await page.getByLabel("Email").fill(email);
  await page.getByLabel("Password", { exact: true }).fill("too short");
  await page.getByRole("button", { name: "Create first user" }).click();
  await expect(page.getByText(/at least 15 characters/i).first()).toBeVisible();
  await page.getByLabel("Password", { exact: true }).fill(password);
  await page.getByRole("button", { name: "Create first user" }).click();
  await expect(page).toHaveURL(/\/overview/);
  await page.context().storageState({ path: stateFile("investigator") });

  const stranger = await browser.newPage();
  const again = await stranger.goto(setupUrl);
  expect(again?.status()).toBe(404);
  const claim = await stranger.request.post(`${url}/api/setup`, {
    headers: { origin: url },
    data: {
      token: new URL(setupUrl).searchParams.get("token"),
      name: "Mallory",
      email: "mallory@desk.example",
      password: "another long password",
    },
  });
  expect(claim.status()).toBe(404);
  expect(ringleader(["setup-token", "--data-dir", readDesk().dataDir]).status).toBe(4);
  expect(errors).toEqual([]);
});

test("signed out, every page leads to sign-in and the API says nothing", async ({ browser }) => {
  const page = await (await browser.newContext({ baseURL: readDesk().url })).newPage();
  for (const path of ["/overview", "/investigate", "/cases", "/sources", "/audit", "/settings"]) {
    await page.goto(path);
    await expect(page).toHaveURL(/\/login/);
  }
  for (const path of ["/api/overview", "/api/networks", "/api/audit", "/api/users", "/api/cases"]) {
    expect((await page.request.get(path)).status()).toBe(401);
  }
});

test("a wrong password is refused without saying what was wrong; the right one opens the desk", async ({
  browser,
}) => {
  const page = await (await browser.newContext({ baseURL: readDesk().url })).newPage();
  await page.goto("/login");
  await page.getByLabel("Email").fill(PEOPLE.investigator.email);
  await page.getByLabel("Password", { exact: true }).fill("wrong-wrong-wrong-wrong");
  await page.getByRole("button", { name: "Sign in" }).click();
  await expect(page.getByText(/do not match/i)).toBeVisible();
  await signIn(page, "investigator");
});

test("requests without the desk's origin are refused", async ({ browser }) => {
  const context = await browser.newContext({
    baseURL: readDesk().url,
    storageState: stateFile("investigator"),
  });
  const forged: Record<string, string>[] = [{}, { origin: "https://elsewhere.example" }];
  for (const headers of forged) {
    const answer = await context.request.post("/api/cases", {
      headers,
      data: { networkId: "N-0001", title: "forged", purpose: "forged" },
    });
    expect(answer.status()).toBe(403);
  }
});

test("a manager and a counsel join by invitation, each link works once", async ({ browser }) => {
  const admin = await (await browser.newContext({ storageState: stateFile("investigator") })).newPage();
  for (const [person, role] of [
    ["manager", "Manager"],
    ["counsel", "Counsel"],
  ] as const) {
    const link = await invite(admin, person, role);
    const page = await (await browser.newContext()).newPage();
    await page.goto(link);
    await page.getByLabel("Your name").fill(PEOPLE[person].name);
    await page.getByLabel("Password", { exact: true }).fill(PEOPLE[person].password);
    await page.getByRole("button", { name: "Join the desk" }).click();
    await expect(page.getByRole("navigation").getByRole("link", { name: "Overview" })).toBeVisible();
    await page.context().storageState({ path: stateFile(person) });
    const again = await page.request.post(`${readDesk().url}/api/invitations/accept`, {
      headers: { origin: readDesk().url },
      data: {
        token: new URL(link).searchParams.get("token"),
        name: "Mallory",
        password: "another long password",
      },
    });
    expect(again.status()).toBe(404);
  }
});
