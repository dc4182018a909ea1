"use client";

import { CircleUserRound } from "lucide-react";
import { useRouter } from "next/navigation";
import { IconButton } from "@/components/ui/IconButton";
import { Menu, MenuChoices, MenuItem, MenuLabel, MenuSeparator } from "@/components/ui/Menu";
import { useToast } from "@/components/ui/Toast";
import { signOut } from "@/lib/client/me";
import { ROLE_LABEL } from "@/lib/domain/user";
import { useActor } from "./ActorContext";
import { useTheme } from "./ThemeContext";
import { THEME_LABEL, THEMES } from "./theme";

const THEME_OPTIONS = THEMES.map((value) => ({ value, label: THEME_LABEL[value] }));

/** Who is signed in, the theme, settings and sign-out. */
export function UserMenu() {
  const actor = useActor();
  const router = useRouter();
  const toast = useToast();
  const { theme, setTheme } = useTheme();
  const leave = async (): Promise<void> => {
    await signOut();
    // A full load, so that nothing read under this session stays in memory.
    window.location.assign("/login");
  };
  return (
    <Menu
      trigger={
        <IconButton label={`${actor.name}: menu`}>
          <CircleUserRound aria-hidden />
        </IconButton>
      }
    >
      <MenuLabel>
        {actor.name} · {actor.email}
      </MenuLabel>
      <MenuLabel>{actor.roles.map((role) => ROLE_LABEL[role]).join(", ")}</MenuLabel>
      <MenuSeparator />
      <MenuLabel>Theme</MenuLabel>
      <MenuChoices value={theme} onChange={setTheme} options={THEME_OPTIONS} />
      <MenuSeparator />
      <MenuItem onSelect={() => router.push("/settings")}>Settings</MenuItem>
      <MenuItem
        onSelect={() => {
          leave().catch(() => toast("Signing out did not work. Try again.", "counter"));
        }}
      >
        Sign out
      </MenuItem>
    </Menu>
  );
}
