using Microsoft.AspNetCore.Mvc;
using Ordi2.Contracts;
using Ordi2.Domain.Access;
using Ordi2.Web.Features.Accounts;
using Ordi2.Web.Features.Shared.Ui;
using Ordi2.Web.Features.SignIn;

namespace Ordi2.Web.Features.Setup;

/// <summary>Creates the first pole and its coordinator. Without the secret of the address there is no such page.</summary>
internal sealed class SetupPage(FirstPole first, Entrance entrance, Once once) : FormPage
{
    [BindProperty(SupportsGet = true)]
    public string? Secret { get; set; }

    [BindProperty]
    public string? Name { get; set; }

    [BindProperty]
    public string? Identifier { get; set; }

    [BindProperty]
    public string? Email { get; set; }

    [BindProperty]
    public string? Password { get; set; }

    /// <summary>Shown once.</summary>
    public string? Token { get; private set; }

    public async Task<IActionResult> OnGetAsync() => await first.IsOpenForAsync(Secret) ? Page() : NotFound();

    public async Task<IActionResult> OnPostAsync()
    {
        Mistakes.Unless(Typed(Name) is not null, "name", Say("setup-say-pole"))
            .Unless(Typed(Identifier) is not null, "identifier", Say("setup-say-identifier"))
            .Unless(Email?.Contains('@', StringComparison.Ordinal) is true, "email", Say("sign-in-say-email"));

        if (Passwords.WhyNot(Password ?? string.Empty, Email ?? string.Empty, Name ?? string.Empty) is { } weak)
        {
            Refuse(weak, "password");
        }

        if (Mistakes.Any)
        {
            return await OnGetAsync();
        }

        var made = await once.MakeHereAsync(
            Request,
            $"{Secret} {Email}",
            () => first.CreateAsync(Secret!, Name!.Trim(), Identifier!.Trim().ToUpperInvariant(), Email!, Password!),
            made => made.Token is not null);

        if (made.Refused is not null)
        {
            Refuse(made.Refused, NamesNumber(made.Refused) ? "identifier" : FormMistakes.Form);
            return await OnGetAsync();
        }

        if (made.Membership is not null)
        {
            // In at once: the next step is the second factor, which a coordinator needs.
            await entrance.EnterAsync(HttpContext, made.Membership, secondFactor: false);
        }

        Token = made.Token;
        return Page();
    }

    private static bool NamesNumber(Refusal reason) => reason.Code.Contains("siret", StringComparison.Ordinal) || reason.Code.Contains("rna", StringComparison.Ordinal);
}
