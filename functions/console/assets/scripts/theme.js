// Sets the theme that was chosen before anything is drawn, and lets the button change it: as the
// system has it, light, dark.
const THEMES = ["auto", "light", "dark"];

function storedTheme() {
  try {
    const theme = localStorage.getItem("theme");
    return THEMES.includes(theme) ? theme : "auto";
  } catch {
    return "auto";
  }
}

function showTheme(theme) {
  if (theme === "auto") delete document.documentElement.dataset.theme;
  else document.documentElement.dataset.theme = theme;
  dispatchEvent(new Event("themechange"));
}

showTheme(storedTheme());

addEventListener("DOMContentLoaded", () => {
  const button = document.getElementById("theme");
  const label = () => button.textContent = `Theme: ${storedTheme()}`;
  button.hidden = false;
  label();
  button.addEventListener("click", () => {
    const next = THEMES[(THEMES.indexOf(storedTheme()) + 1) % THEMES.length];
    localStorage.setItem("theme", next);
    showTheme(next);
    label();
  });
});

matchMedia("(prefers-color-scheme: dark)").addEventListener(
  "change",
  () => dispatchEvent(new Event("themechange")),
);
