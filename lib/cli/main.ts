import { Command, CommanderError } from "commander";
import { exitCodeOf, RingleaderError } from "@/lib/core/errors";

interface Listed {
  description: string;
  /** Left out of the help: started by the product itself. */
  hidden?: boolean;
  /** Loaded only when it is asked for: engine, packet and stores take a second to load. */
  load: () => Promise<Command>;
}

const COMMANDS: Record<string, Listed> = {
  up: {
    description: "serves the desk; starts the embedded stores where no server is configured",
    load: async () => (await import("./commands/up")).upCommand(),
  },
  ingest: {
    description:
      "imports a folder or file of records; bad rows go to a reject file, nothing is half-imported",
    load: async () => (await import("./commands/ingest")).ingestCommand(),
  },
  resolve: {
    description: "finds the networks in everything imported",
    load: async () => (await import("./commands/resolve")).resolveCommand(),
  },
  networks: {
    description: "lists the networks of the newest resolve run, largest first",
    load: async () => (await import("./commands/networks")).networksCommand(),
  },
  explain: {
    description: "says why two accounts are, or are not, linked",
    load: async () => (await import("./commands/explain")).explainCommand(),
  },
  calibrate: {
    description: "fits how often analysts confirm links of so many bits, on the desk's own decisions",
    load: async () => (await import("./commands/calibrate")).calibrateCommand(),
  },
  packet: {
    description: "sealed evidence packets",
    load: async () => (await import("./commands/packet")).packetCommand(),
  },
  synth: {
    description:
      "writes a synthetic campaign with its truth as an import bundle; invented names and addresses only",
    load: async () => (await import("./commands/synth")).synthCommand(),
  },
  retention: {
    description: "removes records past their keeping, except what a legal hold covers",
    load: async () => (await import("./commands/retention")).retentionCommand(),
  },
  "setup-token": {
    description: "prints a one-time link for the first user, valid 30 minutes",
    load: async () => (await import("./commands/setup-token")).setupTokenCommand(),
  },
  "import-worker": {
    description: "runs an import or a check that was begun in the browser",
    hidden: true,
    load: async () => (await import("./commands/import-worker")).importWorkerCommand(),
  },
  "resolve-worker": {
    description: "finds the networks anew, as somebody asked for in the browser",
    hidden: true,
    load: async () => (await import("./commands/resolve-worker")).resolveWorkerCommand(),
  },
  demo: {
    description: "builds, makes and imports a synthetic campaign, resolves it and serves the desk",
    load: async () => (await import("./commands/demo")).demoCommand(),
  },
};

const EXIT_CODES = `
Exit codes: 0 done · 1 unexpected failure · 2 bad input or usage · 3 not found · 4 conflict (also: a packet that
does not verify) · 5 not allowed · 6 a store is out of reach`;

async function program(asked: string | undefined): Promise<Command> {
  const command = new Command("ringleader")
    .description(
      "Traces networks of fake accounts at an AI-model provider back to the one operator who runs them.",
    )
    .addHelpText("after", EXIT_CODES)
    .showHelpAfterError("(ringleader COMMAND --help says more)")
    .enablePositionalOptions();
  for (const [name, listed] of Object.entries(COMMANDS)) {
    const sub = name === asked ? await listed.load() : new Command(name);
    command.addCommand(sub.description(listed.description), { hidden: listed.hidden === true });
  }
  const quiet = (each: Command): void => {
    each.exitOverride();
    each.commands.forEach(quiet);
  };
  quiet(command);
  return command;
}

async function main(): Promise<void> {
  try {
    const asked = process.argv.slice(2).find((word) => !word.startsWith("-"));
    // `help COMMAND` asks for the command after it.
    await (await program(asked === "help" ? process.argv[3] : asked)).parseAsync(process.argv);
  } catch (error) {
    if (error instanceof CommanderError) {
      process.exitCode = error.exitCode === 0 ? 0 : exitCodeOf("bad_input");
      return;
    }
    if (error instanceof RingleaderError) {
      process.stderr.write(`ringleader: ${error.message}\n`);
      process.exitCode = exitCodeOf(error.code);
      return;
    }
    process.stderr.write(
      `ringleader: unexpected failure: ${error instanceof Error ? error.message : String(error)}\n`,
    );
    if (process.env["RINGLEADER_TRACE"] !== undefined && error instanceof Error)
      process.stderr.write(`${error.stack ?? ""}\n`);
    process.exitCode = exitCodeOf("internal");
  }
}

// A reader that leaves early (`| head`) is no failure.
process.stdout.on("error", (error: NodeJS.ErrnoException) => {
  if (error.code === "EPIPE") process.exit(0);
  throw error;
});
await main();
