// Asks the server: server-sent events where it has them, plain JSON where it does not.

export class Refused extends Error {
  constructor(code) {
    super(code);
    this.code = code;
  }
}

/** The events of an answer, `done` with the whole answer among them. Throws Refused when the server gives none. */
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
  }
}

/** Server-sent events of a stream of bytes; comments are left out. */
export async function* events(stream) {
  const reader = stream.pipeThrough(new TextDecoderStream()).getReader();
  let waiting = "";
  for (;;) {
    const { value, done } = await reader.read();
    const blocks = (waiting + (value ?? "")).split(/\r\n\r\n|\n\n|\r\r/);
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
  for (const line of block.split(/\r\n|\n|\r/)) {
    const [field, ...rest] = line.split(":");
    const value = rest.join(":").replace(/^ /, "");
    if (field === "event") name = value;
    if (field === "data") data.push(value);
  }
  return data.length ? { name, data: JSON.parse(data.join("\n")) } : null;
}
