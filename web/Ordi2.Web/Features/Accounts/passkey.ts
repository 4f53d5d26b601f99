// Asks the browser for a passkey before a form is sent, and puts the answer into it. The server checks everything.

function field(form: HTMLFormElement, name: string): HTMLInputElement {
  const found = form.elements.namedItem(name);
  if (!(found instanceof HTMLInputElement)) {
    throw new Error(`The form of a passkey has no field '${name}'.`);
  }
  return found;
}

async function ask(form: HTMLFormElement): Promise<Credential | null> {
  const options: unknown = JSON.parse(form.dataset['options'] ?? '{}');
  return form.dataset['passkey'] === 'create'
    ? navigator.credentials.create({
        publicKey: PublicKeyCredential.parseCreationOptionsFromJSON(options as PublicKeyCredentialCreationOptionsJSON),
      })
    : navigator.credentials.get({
        publicKey: PublicKeyCredential.parseRequestOptionsFromJSON(options as PublicKeyCredentialRequestOptionsJSON),
      });
}

for (const form of document.querySelectorAll<HTMLFormElement>('form[data-passkey]')) {
  if (!('PublicKeyCredential' in window) || !('parseRequestOptionsFromJSON' in PublicKeyCredential)) {
    continue;
  }

  form.closest<HTMLElement>('[hidden]')?.removeAttribute('hidden');
  form.addEventListener('submit', (event) => {
    const credential = field(form, 'credential');
    if (credential.value !== '') {
      return;
    }

    event.preventDefault();
    ask(form)
      .then((answer) => {
        credential.value = answer === null ? '' : JSON.stringify(answer);
      })
      .catch(() => {
        // Refused or closed: the server says what to do next.
        credential.value = '{}';
      })
      .finally(() => form.submit());
  });
}
