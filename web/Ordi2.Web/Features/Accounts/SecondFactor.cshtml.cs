using System.Collections.Immutable;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Ordi2.Contracts;
using Ordi2.Ledger.Audit;

namespace Ordi2.Web.Features.Accounts;

/// <summary>My own second factor: on, off where no role of mine needs it, new codes on paper.</summary>
[Authorize]
[NotAtAStation]
internal sealed class OwnSecondFactorPage(AccountDesk accounts, SecondFactors factors, Once once, IAuditLog log, TimeProvider time)
    : SetUpSecondFactorPage(accounts, factors, log, time)
{
    private readonly IAuditLog _log = log;
    private readonly TimeProvider _time = time;

    [BindProperty]
    public string? Password { get; set; }

    public override bool AsksPassword => true;

    public bool IsOn { get; private set; }

    public int CodesLeft { get; private set; }

    private SignedIn Me => HttpContext.SignedIn()!;

    public async Task OnGetAsync() => await ReadAsync();

    public async Task<IActionResult> OnPostAsync()
    {
        var person = await MyselfAsync();

        await ShowOnceAsync(person, async () =>
        {
            // A second tab may have turned it on already: what is in use is never replaced without the password.
            // And whoever finds a browser open must not turn it on with a telephone of their own: the owner would then be asked for a stranger's code.
            if (!person.TwoFactorEnabled && await KnowsPasswordAsync(person))
            {
                await ConfirmAsync(person, Me.Caller);
            }

            return Codes;
        });

        await ReadAsync();
        return Page();
    }

    public async Task<IActionResult> OnPostCodesAsync()
    {
        var person = await MyselfAsync();

        await ShowOnceAsync(person, async () =>
        {
            if (!await KnowsPasswordAsync(person))
            {
                return [];
            }

            await _log.NoteAsync(_time, "recovery-codes-made", Me.Caller, $"account/{person.Id}");
            return await Factors.NewRecoveryCodesAsync(person);
        });

        await ReadAsync();
        return Page();
    }

    public async Task<IActionResult> OnPostOffAsync()
    {
        var person = await MyselfAsync();

        if (await Desk.NeedsSecondFactorAsync(person))
        {
            Refuse(Refusal.Forbidden("second-factor-needed"));
        }
        else if (await KnowsPasswordAsync(person))
        {
            await Factors.RemoveAsync(person);
            await _log.NoteAsync(_time, "second-factor-off", Me.Caller, $"account/{person.Id}");
            return LocalRedirect("/account");
        }

        await ReadAsync();
        return Page();
    }

    /// <summary>Codes are shown once; a second click on the button shows the same, and not others in their place or none.</summary>
    private async Task ShowOnceAsync(Person person, Func<Task<ImmutableArray<string>>> make)
    {
        var isFirst = false;
        var made = await once.MakeHereAsync(
            Request,
            person.Id,
            async () =>
            {
                isFirst = true;
                return new CodesOnPaper(await make());
            },
            made => !made.Codes.IsEmpty);

        // What the first click was refused the second is told as well.
        Show(made.Codes.IsEmpty && !isFirst ? await make() : made.Codes);
    }

    private async Task<bool> KnowsPasswordAsync(Person person)
    {
        if (await Desk.IsPasswordOfAsync(person, Password))
        {
            return true;
        }

        Refuse(Refusal.Forbidden("wrong-own-password"), "password");
        return false;
    }

    private sealed record CodesOnPaper(ImmutableArray<string> Codes);

    private async Task<Person> MyselfAsync() =>
        await Desk.OfIdAsync(Me.Session.Person) ?? throw new InvalidOperationException("A session belongs to a person.");

    private async Task ReadAsync()
    {
        var person = await MyselfAsync();
        IsOn = person.TwoFactorEnabled;
        CodesLeft = await Factors.RecoveryCodesLeftAsync(person);

        if (!IsOn && Offered is null)
        {
            OfferTo(person);
        }
    }
}
