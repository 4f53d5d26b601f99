using Microsoft.AspNetCore.Mvc;
using Ordi2.Contracts;
using Ordi2.Domain.Access;
using Ordi2.Web.Features.Accounts;
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
        if (string.IsNullOrWhiteSpace(Name) || string.IsNullOrWhiteSpace(Identifier) || Email?.Contains('@', StringComparison.Ordinal) is not true)
        {
            Refuse(Refusal.Invalid("form-incomplete"));
            return await OnGetAsync();
        }

        if (Passwords.WhyNot(Password ?? string.Empty, Email, Name) is { } weak)
        {
            Refuse(weak, "password");
            return await OnGetAsync();
        }

        var made = await once.MakeHereAsync(
            Request,
            $"{Secret} {Email}",
            () => first.CreateAsync(Secret!, Name.Trim(), Identifier.Trim().ToUpperInvariant(), Email, Password!),
            made => made.Token is not null);

        if (made.Refused is not null)
        {
            Refuse(made.Refused);
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
}
