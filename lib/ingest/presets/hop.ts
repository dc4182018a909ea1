import type { Preset } from "./preset";

/** Labelled wallets of an airdrop's hunt for operators: accounts and observations without times. */
export const hop: Preset = {
  name: "hop",
  label: "Airdrop wallets (labelled set)",
  files: [
    { stem: "accounts", table: "accounts", columns: {} },
    { stem: "observations", table: "observations", columns: {} },
    { stem: "truth", table: "truth", columns: {} },
  ],
};
