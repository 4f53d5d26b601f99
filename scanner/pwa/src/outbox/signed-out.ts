/** Who has to sign in before anything of theirs goes, each with the token that was over: it is not tried again. */
export class SignedOut {
  private readonly over = new Map<string, string | null>();

  constructor(private readonly tokenOf: (person: string) => Promise<string | null>) {}

  /** Those who still have to: who has another token has signed in again. */
  async people(): Promise<ReadonlySet<string>> {
    for (const [person, over] of this.over) {
      const token = await this.tokenOf(person);
      if (token !== null && token !== over) this.over.delete(person);
    }
    return new Set(this.over.keys());
  }

  add(person: string, token: string | null): void {
    this.over.set(person, token);
  }
}
