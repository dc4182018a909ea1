import { queryOptions } from "@tanstack/react-query";
import type { CalibrationView } from "@/lib/domain/calibration";
import { getJson } from "./fetcher";
import { queryKeys } from "./query-keys";

export const calibrationQuery = queryOptions({
  queryKey: queryKeys.calibration,
  queryFn: ({ signal }) => getJson<CalibrationView>("/api/calibration", signal),
});
