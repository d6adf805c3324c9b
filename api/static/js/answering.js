// Asks the server: server-sent events where it has them, plain JSON where it does not.

export class Refused extends Error {
  constructor(code) {
    super(code);
    this.code = code;
  }
}

/** The events of an answer, the last of them `done` with the whole answer. Throws Refused when there is none. */
export async function* answering(body, signal) {
  const response = await fetch("/v1/ask", {
    method: "POST",
    headers: { "Content-Type": "application/json", Accept: "text/event-stream, application/json;q=0.9" },
    body: JSON.stringify(body),
    signal,
  });
  const type = response.headers.get("Content-Type") ?? "";
  if (!response.ok) {
    const answer = type.includes("json") ? await response.json() : {};
    throw new Refused(answer.error?.code ?? "server");
  }
  if (!type.startsWith("text/event-stream")) {
    yield { name: "done", data: await response.json() };
    return;
  }
  for await (const event of events(response.body)) {
    if (event.name === "error") throw new Refused(event.data.error?.code ?? "server");
    yield event;
    if (event.name === "done") return;
  }
  throw new Refused("server");
}

/** Server-sent events of a stream of bytes; comments are left out. */
export async function* events(stream) {
  const reader = stream.pipeThrough(new TextDecoderStream()).getReader();
  let waiting = "";
  for (;;) {
    const { value, done } = await reader.read();
    waiting = (waiting + (value ?? "")).replace(/\r\n?/g, "\n");
    const blocks = waiting.split("\n\n");
    waiting = done ? "" : blocks.pop();
    for (const block of blocks) {
      const event = parse(block);
      if (event) yield event;
    }
    if (done) return;
  }
}

function parse(block) {
  let name = "message";
  const data = [];
  for (const line of block.split("\n")) {
    const [field, ...rest] = line.split(":");
    const value = rest.join(":").replace(/^ /, "");
    if (field === "event") name = value;
    if (field === "data") data.push(value);
  }
  return data.length ? { name, data: JSON.parse(data.join("\n")) } : null;
}
