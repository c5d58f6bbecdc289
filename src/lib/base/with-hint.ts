/** What is wrong and how to mend it on one line, where no place is for two. */
export function withHint({ message, hint }: { readonly message: string; readonly hint?: string | undefined }): string {
  return hint === undefined ? message : `${message.replace(/\.$/, "")}. ${hint}`;
}
