// What a screen reader is told of changes elsewhere on the page.
export function announce(text) {
  document.getElementById("announcement").textContent = text ?? "";
}
