// Copies what an address answers.

/** Shows the buttons that copy. */
export function start(places) {
  for (const place of places) {
    place.hidden = false;
    place.addEventListener("click", ({ target }) => {
      if (target.dataset.copy) copy(target, place.querySelector("[role=status]"));
    });
  }
}

async function copy({ dataset, textContent }, status) {
  try {
    const response = await fetch(dataset.copy);
    if (!response.ok) throw new Error(`The console answered ${response.status}`);
    await navigator.clipboard.writeText(await response.text());
    status.textContent = `${textContent} copied`;
  } catch ({ message }) {
    status.textContent = `Cannot copy: ${message}`;
  }
}
