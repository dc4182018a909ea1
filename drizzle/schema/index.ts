export * from "./audit";
export * from "./auth";
export * from "./case";
export * from "./import";
export * from "./network";
export * from "./packet";
export * from "./retention";
export * from "./roster";
