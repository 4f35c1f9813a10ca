// Imported first, for its effect: every other tool may use what Node 20.19 has.
const needed = [20, 19];

const [major = 0, minor = 0] = process.versions.node.split(".").map(Number);

if (major < needed[0] || (major === needed[0] && minor < needed[1])) {
  console.error(
    `Node ${process.versions.node} 太旧，请安装 Node 20.19 或更新的版本再试 · ` +
      "Node is too old: install Node 20.19 or newer (nodejs.org), then run the same command again.",
  );
  process.exit(1);
}
