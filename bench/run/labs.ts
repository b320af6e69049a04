/**
 * The labs of a bench, so that a Ctrl-C leaves none of them behind.
 *
 * @module
 */
import { Lab, type LabOptions } from "../../tests/lab.ts";

const open = new Set<Lab>();

/** A new lab, which is not up. */
export function openLab(options?: LabOptions): Lab {
  const lab = new Lab(options);
  open.add(lab);
  return lab;
}

/** Stops a lab and removes its data; twice is as once. */
export async function closeLab(lab: Lab): Promise<void> {
  if (open.delete(lab)) await lab.remove();
}

/** Stops all labs that are open and removes their data. */
export async function closeLabs(): Promise<void> {
  await Promise.all([...open].map(closeLab));
}
