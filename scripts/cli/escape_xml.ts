const ENTITIES: Record<string, string> = {
  ...{ "&": "&amp;", "<": "&lt;", ">": "&gt;" },
  ...{ '"': "&quot;", "'": "&#39;" },
};

/** Text as it may stand in an attribute or an element of XML, SVG and HTML. */
export function escapeXml(text: string): string {
  // XML has no place for other controls, however they are written.
  return text.replace(/[&<>"']/g, (character) => ENTITIES[character])
    // deno-lint-ignore no-control-regex
    .replace(/[\x00-\x08\x0b\x0c\x0e-\x1f]/g, "\ufffd");
}
