import type { NextConfig } from "next";

process.env.NEXT_TELEMETRY_DISABLED ??= "1";

const config: NextConfig = {
  poweredByHeader: false,
  // `npm run verify` checks types over the whole tree; a build need not do it again.
  typescript: { ignoreBuildErrors: true },
  reactStrictMode: true,
  allowedDevOrigins: ["127.0.0.1"],
  /** Native or WebAssembly engines and font readers that must be loaded from node_modules as they are. */
  serverExternalPackages: [
    "chdb",
    "@clickhouse/client",
    "@electric-sql/pglite",
    "pg",
    "pdfkit",
    "yazl",
    "yauzl",
    "hyparquet-compressors",
  ],
};

export default config;
