// The page of the sandbox. Every text from outside goes in as textContent, never as HTML.
const byId = (id) => document.getElementById(id);
const refreshMs = 2000;
const manyPeople = 8;
const shanghaiTime = new Intl.DateTimeFormat("zh-CN", {
  timeZone: "Asia/Shanghai",
  month: "long",
  day: "numeric",
  hour: "2-digit",
  minute: "2-digit",
  hourCycle: "h23",
});

// With ?return=<address of the app> choosing a person goes straight back there, the code in `wechat_code`.
const returnTo = localAddress(new URLSearchParams(location.search).get("return"));
let people = [];
let chosen;
let shownPeople = "";

addEventListener("hashchange", showTab);
byId("search").addEventListener("input", drawPeople);
byId("close").addEventListener("click", () => byId("chosen").close());
byId("copy").addEventListener("click", copyCode);
byId("phone-code").addEventListener("click", () => showCode("phone-code", "手机号授权码"));
byId("accept").addEventListener("click", acceptAll);
if (returnTo) {
  byId("lead").textContent = "您想当谁？点名字，就回村情通登录。";
}
showTab();
await refresh();
setInterval(refresh, refreshMs);

function showTab() {
  const tabs = ["people", "messages", "sms"];
  const current = tabs.find((tab) => location.hash === `#${tab}`) ?? "people";
  for (const tab of tabs) {
    byId(tab).hidden = tab !== current;
    const link = document.querySelector(`nav a[href="#${tab}"]`);
    if (tab === current) {
      link.setAttribute("aria-current", "page");
    } else {
      link.removeAttribute("aria-current");
    }
  }
}

async function refresh() {
  try {
    const [known, wechat, phones] = await Promise.all([ask("people"), ask("messages"), ask("sms")]);
    people = known.people;
    drawPeople();
    drawList("message-list", wechat.messages, messageCard, "还没有微信通知。");
    drawList("sms-list", phones.sms, smsCard, "还没有短信。");
    drawCount("message-count", wechat.messages.length);
    drawCount("sms-count", phones.sms.length);
    byId("trouble").hidden = true;
  } catch {
    trouble("连不上演示服务，它可能已经停了。重新启动后这里会自己恢复。");
  }
}

function drawPeople() {
  const search = byId("search");
  search.hidden = people.length <= manyPeople;
  const wanted = search.value.trim();
  const found = people.filter(({ name, phone, note }) => `${name} ${phone} ${note ?? ""}`.includes(wanted));
  // Drawing again would take the focus away from whoever uses the keyboard.
  const picture = JSON.stringify(found);
  if (picture === shownPeople) {
    return;
  }
  shownPeople = picture;
  byId("person-list").replaceChildren(
    ...(found.length === 0 ? [emptyLine("没有这个人。")] : found.map((person) => personRow(person))),
  );
}

function personRow(person) {
  const button = element("button", "person");
  button.type = "button";
  button.dataset.personId = person.id;
  const who = element("span", "who");
  who.append(element("strong", "", person.name), element("span", "", person.note ?? ""));
  button.append(element("span", "face", [...person.name][0]), who, element("span", "phone", person.phone));
  button.addEventListener("click", () => choose(person));
  const row = element("li");
  row.append(button);
  return row;
}

async function choose(person) {
  chosen = person;
  if (!returnTo) {
    await showCode("login-code", "登录码");
    return;
  }
  try {
    const { code } = await ask("wechat/login-code", { personId: person.id });
    returnTo.searchParams.set("wechat_code", code);
    location.assign(returnTo);
  } catch {
    trouble("没有拿到登录码，请再点一次。");
  }
}

async function showCode(path, kind) {
  try {
    const { code } = await ask(`wechat/${path}`, { personId: chosen.id });
    byId("chosen-name").textContent = chosen.name;
    byId("code-kind").textContent = kind;
    byId("code").textContent = code;
    byId("copy").textContent = "复制";
    byId("accept").textContent = "允许发通知（每种一条）";
    if (!byId("chosen").open) {
      byId("chosen").showModal();
    }
  } catch {
    trouble("没有拿到，请再点一次。");
  }
}

async function copyCode() {
  try {
    await navigator.clipboard.writeText(byId("code").textContent);
    byId("copy").textContent = "已复制";
  } catch {
    byId("copy").textContent = "请长按上面的码自己复制";
  }
}

async function acceptAll() {
  try {
    const { templates } = await ask("wechat/templates");
    await Promise.all(
      templates.map(({ id }) => ask("wechat/accept", { personId: chosen.id, templateId: id })),
    );
    byId("accept").textContent = "已允许，再点可再加一条";
  } catch {
    trouble("没有办成，请再点一次。");
  }
}

function messageCard(message) {
  const card = element("li", "card");
  const receiver = people.find(({ openId }) => openId === message.openId);
  const list = element("dl");
  for (const { label, value } of message.fields) {
    list.append(element("dt", "", label), element("dd", "", value));
  }
  card.append(cardHead(`服务通知 · 发给${receiver?.name ?? "不认识的人"}`, message.atMs), element("h3", "", message.title), list);
  if (message.page) {
    card.append(element("p", "card-foot", `点开会到：${message.page}`));
  }
  return card;
}

function smsCard(sms) {
  const card = element("li", "card");
  const receiver = people.find(({ phone }) => phone === sms.phone);
  const to = receiver ? `发给${receiver.name} ${sms.phone}` : `发给 ${sms.phone}`;
  card.append(cardHead(to, sms.atMs), element("p", "bubble", sms.text));
  return card;
}

function cardHead(text, atMs) {
  const head = element("div", "card-head");
  head.append(element("span", "", text), element("time", "", shanghaiTime.format(atMs)));
  return head;
}

function drawList(id, entries, draw, emptyText) {
  const rows = entries.toReversed().map((entry) => draw(entry));
  byId(id).replaceChildren(...(rows.length === 0 ? [emptyLine(emptyText)] : rows));
}

function drawCount(id, count) {
  byId(id).hidden = count === 0;
  byId(id).textContent = String(count);
}

const emptyLine = (text) => element("li", "empty", text);

function element(tag, className = "", text) {
  const made = document.createElement(tag);
  if (className) {
    made.className = className;
  }
  if (text !== undefined) {
    made.textContent = text;
  }
  return made;
}

function trouble(text) {
  byId("trouble").textContent = text;
  byId("trouble").hidden = false;
}

async function ask(path, body) {
  const response = await fetch(
    path,
    body && { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify(body) },
  );
  if (!response.ok) {
    throw new Error(`${path} answered ${response.status}`);
  }
  return response.json();
}

// Only back to this machine or this very host: otherwise a link could carry a code away.
function localAddress(text) {
  try {
    const address = new URL(text ?? "", location.href);
    const isLocal = ["localhost", "127.0.0.1", "[::1]", location.hostname].includes(address.hostname);
    return text && isLocal && address.protocol.startsWith("http") ? address : undefined;
  } catch {
    return undefined;
  }
}
