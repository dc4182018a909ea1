import { Command, CommanderError } from "commander";
import { exitCodeOf, RingleaderError } from "@/lib/core/errors";
import { demoCommand } from "./commands/demo";
import { explainCommand } from "./commands/explain";
import { ingestCommand } from "./commands/ingest";
import { networksCommand } from "./commands/networks";
import { packetCommand } from "./commands/packet";
import { resolveCommand } from "./commands/resolve";
import { setupTokenCommand } from "./commands/setup-token";
import { synthCommand } from "./commands/synth";
import { upCommand } from "./commands/up";

const EXIT_CODES = `
Exit codes: 0 done · 1 unexpected failure · 2 bad input or usage · 3 not found · 4 conflict (also: a packet that
does not verify) · 5 not allowed · 6 a store is out of reach`;

function program(): Command {
  const command = new Command("ringleader")
    .description(
      "Traces networks of fake accounts at an AI-model provider back to the one operator who runs them.",
    )
    .addHelpText("after", EXIT_CODES)
    .showHelpAfterError("(ringleader COMMAND --help says more)")
    .enablePositionalOptions();
  for (const sub of [
    upCommand(),
    ingestCommand(),
    resolveCommand(),
    networksCommand(),
    explainCommand(),
    packetCommand(),
    synthCommand(),
    setupTokenCommand(),
    demoCommand(),
  ]) {
    command.addCommand(sub);
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
    await program().parseAsync(process.argv);
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
