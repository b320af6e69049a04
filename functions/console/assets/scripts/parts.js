// The live parts of a page at another address of its own, such as that of a filtered list.

/** @returns their HTML by their ids; nothing where the page cannot be had now. */
export async function partsOf(address) {
  const response = await fetch(address, { headers: { accept: "text/html" } }).catch(() => {});
  if (!response?.ok) return;
  const page = new DOMParser().parseFromString(await response.text(), "text/html");
  return [...page.querySelectorAll("[data-live][id]")].map((part) => [part.id, part.innerHTML]);
}
