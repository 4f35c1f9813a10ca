import { startSandbox } from "./sandbox.ts";

const port = Number(process.env["SANDBOX_PORT"] ?? "3900");
const publicUrl = process.env["SANDBOX_PUBLIC_URL"];

if (!Number.isInteger(port) || port < 0 || port > 65_535) {
  process.stderr.write("SANDBOX_PORT must be a port number.\n");
  process.exit(1);
}

try {
  const sandbox = await startSandbox({ port, ...(publicUrl === undefined ? {} : { publicUrl }) });
  process.stdout.write(`Sandbox (WeChat, SMS): ${sandbox.url}/sandbox/\n`);
  for (const signal of ["SIGINT", "SIGTERM"] as const) {
    process.once(signal, () => void sandbox.close());
  }
} catch (error) {
  const isTaken = error instanceof Error && "code" in error && error.code === "EADDRINUSE";
  if (!isTaken) {
    throw error;
  }
  process.stderr.write(`Port ${port} is taken: set SANDBOX_PORT to another.\n`);
  process.exit(1);
}
