import { readCalibration } from "@/lib/services/calibration/read";
import { handle } from "@/lib/services/http/handle";

export const GET = handle(
  "desk.read",
  {},
  async ({ desk }) => readCalibration(desk.stores.casebook),
  () => ({ objectType: "calibration", objectId: "newest" }),
);
