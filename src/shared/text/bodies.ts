/** Which names are of people, and which of groups, institutions and companies. */

const BODY =
  /[&/\d]|\b(?:and|of|for|the|group|team|consortium|collaboration|university|institute|institut|laborator(?:y|ies)|labs?|research|association|society|council|committee|cent(?:er|re)|department|ministry|agency|office|foundation|network|project|community|organi[sz]ation|company|inc|ltd|llc|gmbh|corp|corporation|ai|openai|google|deepmind|microsoft|nvidia|meta)\b/i;

/** Whether a name that nobody took apart is that of a body: it has no family name. A guess from its words. */
export function isBody(name: string): boolean {
  return name.split(/\s+/).length > 4 || /[,;=(){}]/.test(name) || BODY.test(name);
}
