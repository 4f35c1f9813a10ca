/** Settings of one server: where its output goes, and the port it is to come back on. */
interface ServerSettings {
  readonly logFile?: string;
  readonly port?: number;
}

interface RunningServer {
  readonly url: string;
  readonly pid: number | undefined;
  readonly ended: Promise<{ code: number | null; signal: string | null }>;
  stop(): Promise<void>;
}

interface Program {
  readonly path: string;
  readonly prefix: string;
  readonly env: Readonly<Record<string, string>>;
}

interface Servers {
  readonly mysqlUrl?: string;
  readonly redisUrl?: string;
  /** In words: why real servers could not be had. Then there are no addresses. */
  readonly missing?: string;
  stop(): Promise<void>;
}

export function startServers(settings?: { isDurable?: boolean; useGiven?: boolean }): Promise<Servers>;
export function serverPrograms(): { mariadb?: Program | null; redis?: Program | null; missing?: string };
export function startMariadb(
  program: Program,
  folder: string,
  settings?: ServerSettings & { isDurable?: boolean },
): Promise<RunningServer>;
export function startRedis(program: Program, folder: string, settings?: ServerSettings): Promise<RunningServer>;
