"use client";

import { useTheme } from "@/components/shell/ThemeContext";
import { THEME_LABEL, THEMES } from "@/components/shell/theme";
import { Panel } from "@/components/ui/Panel";
import { Segmented } from "@/components/ui/Segmented";

const OPTIONS = THEMES.map((value) => ({ value, label: THEME_LABEL[value] }));

/** Light, dark, or as the system; kept in a cookie of this browser. */
export function AppearancePanel() {
  const { theme, setTheme } = useTheme();
  return (
    <Panel title="Appearance" note="kept in this browser">
      <Segmented label="Theme" value={theme} onChange={setTheme} options={OPTIONS} />
    </Panel>
  );
}
