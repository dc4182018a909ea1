import { expect, test } from "vitest";
import { seededRng } from "@/lib/core/rng";
import { assessNetwork } from "../assess-network";
import { NETWORK_BEHAVIOUR_TESTS } from ".";
import { HONEST } from "./series.test-support";

const DRAWS_EACH = 70;
const MADE_MIN = 200;
const FALSE_ALARMS_MAX = 0.05;
const BUILD_FARM = "a build farm, flat and loud";

test("over 350 honest groups each test raises a false alarm in 5 % at most, and none gets beyond some signs", () => {
  const alarms = new Map<string, number>();
  const made = new Map<string, number>();
  const grades = new Map<string, Set<string>>();
  let farmsCalledFlat = 0;
  for (const [name, honest] of Object.entries(HONEST)) {
    for (let seed = 0; seed < DRAWS_EACH; seed++) {
      const activity = { ...honest(seededRng(`held out/${name}/${seed}`)), networkId: `N-${seed}` };
      const { grade, tests } = assessNetwork(activity);
      grades.set(name, (grades.get(name) ?? new Set()).add(grade));
      for (const { id, finding } of tests) {
        // A build farm is flat by its nature, so calling it flat is no false alarm: the grade must know better.
        if (id === "flat_rhythm" && name === BUILD_FARM) {
          if (finding === "speaks_for") farmsCalledFlat += 1;
          continue;
        }
        if (finding === "speaks_for") alarms.set(id, (alarms.get(id) ?? 0) + 1);
        if (finding !== "not_enough_data") made.set(id, (made.get(id) ?? 0) + 1);
      }
    }
  }
  for (const { id } of NETWORK_BEHAVIOUR_TESTS) {
    const times = made.get(id) ?? 0;
    // A test that is never made cannot raise an alarm, and proves nothing by it.
    expect.soft(times, `${id} made`).toBeGreaterThanOrEqual(MADE_MIN);
    expect.soft((alarms.get(id) ?? 0) / times, `${id} alarms`).toBeLessThanOrEqual(FALSE_ALARMS_MAX);
  }
  for (const [name, found] of grades) expect.soft(found, name).not.toContain("likely signs");
  expect(farmsCalledFlat).toBe(DRAWS_EACH);
  expect(grades.get(BUILD_FARM)).toEqual(new Set(["some signs"]));
}, 120_000);
