import { findJava, JavaError, KAFKA_JAVA } from "../../../jvm/find_java.ts";
import type { CheckContext, Finding } from "../../check.ts";

/** Looks for a Java. Without one, `up` fetches it. */
export async function checkJava({ environment }: CheckContext): Promise<Finding[]> {
  try {
    const java = await findJava(environment);
    if (java) return [{ level: "ok", found: `${java.version} in ${java.home}` }];
    return [{ level: "note", found: `none from ${KAFKA_JAVA.feature} on; \`up\` fetches one` }];
  } catch (error) {
    if (!(error instanceof JavaError)) throw error;
    const fix = "unset INSTIGATOR_JAVA, and the lab finds or fetches one";
    return [{ level: "problem", found: error.message, fix }];
  }
}
