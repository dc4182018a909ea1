export const THEMES = ["system", "light", "dark"] as const;
export type Theme = (typeof THEMES)[number];

export const THEME_LABEL: Record<Theme, string> = { system: "As the system", light: "Light", dark: "Dark" };

/** The server reads it to draw the first byte in the right theme. */
export const THEME_COOKIE = "ringleader-theme";

export function parseTheme(text: string | undefined): Theme {
  return THEMES.find((theme) => theme === text) ?? "system";
}
