/**
 * How topics of dead letters are named.
 *
 * @module
 */

/** What comes behind a letter topic's name for those of its letters that came back too often. */
const QUARANTINE = ".quarantine";

/** Ends that people give to topics of dead letters: `.dlq` here, `-dlt` and `.DLT` in Spring's. */
const LETTER_TOPIC = /[._-](dlq|dlt)(\.quarantine)?$/i;

/** Whether a topic is one of dead letters by its name. */
export function isLetterTopicName(topic: string): boolean {
  return LETTER_TOPIC.test(topic);
}

/** The topic of letters that came back too often; a topic of letters itself. */
export function quarantineTopic(letterTopic: string): string {
  return letterTopic.endsWith(QUARANTINE) ? letterTopic : letterTopic + QUARANTINE;
}

/** The group whose commits tell which letters of a topic were dealt with. */
export function redriveGroup(letterTopic: string): string {
  return `${letterTopic}.redrive`;
}
