import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";

const file = path.join(import.meta.dirname, ".results", "desk.json");

/** The desk the journeys run against, started once by start-desk.ts. */
export interface TestDesk {
  root: string;
  dataDir: string;
  bundle: string;
  url: string;
  setupUrl: string;
  pid: number;
}

export function writeDesk(desk: TestDesk): void {
  writeFileSync(file, JSON.stringify(desk));
}

export function readDesk(): TestDesk {
  const desk: TestDesk = JSON.parse(readFileSync(file, "utf8"));
  return desk;
}

/** People of the journeys; invented. */
export const PEOPLE = {
  investigator: { name: "Ines Vega", email: "ines@desk.example", password: "violet-harbour-seventeen" },
  manager: { name: "Milo Tanaka", email: "milo@desk.example", password: "copper-lantern-forty-two" },
  counsel: { name: "Cora Lindqvist", email: "cora@desk.example", password: "quiet-meadow-ninety-one" },
} as const;

export type Person = keyof typeof PEOPLE;

export function stateFile(person: Person): string {
  return path.join(import.meta.dirname, ".results", `${person}.json`);
}
