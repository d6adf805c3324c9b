// Parts of pages that the server renders, every text in them escaped there.

export class Missing extends Error {}

/** The first element of the part at an address. Throws Missing where there is none. */
export async function fetchPart(address) {
  const response = await fetch(address);
  if (response.status === 404) throw new Missing(address);
  if (!response.ok) throw new Error(`${address}: ${response.status}`);
  const parsed = new DOMParser().parseFromString(await response.text(), "text/html");
  return document.adoptNode(parsed.body.firstElementChild);
}

/** A copy of a template's content. */
export function fromTemplate(id) {
  return document.getElementById(id).content.firstElementChild.cloneNode(true);
}
