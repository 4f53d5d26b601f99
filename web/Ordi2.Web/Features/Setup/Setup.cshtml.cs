using Microsoft.AspNetCore.Mvc;
using Ordi2.Web.Features.Shared;
using Ordi2.Web.Http;

namespace Ordi2.Web.Features.Setup;

/// <summary>Creates the first pole and its coordinator. Without the secret of the address there is no such page.</summary>
internal sealed class SetupPage(FirstPole first) : WebPage
{
    private const int ShortestPassword = 12;
    private const int LongestPassword = 200;

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

    public string? Problem { get; private set; }

    /// <summary>Shown once.</summary>
    public string? Token { get; private set; }

    public IActionResult OnGet() => first.IsOpenFor(Secret) ? Page() : NotFound();

    public async Task<IActionResult> OnPostAsync()
    {
        if (!first.IsOpenFor(Secret))
        {
            return NotFound();
        }

        if (string.IsNullOrWhiteSpace(Name) || string.IsNullOrWhiteSpace(Identifier) || Email?.Contains('@', StringComparison.Ordinal) is not true)
        {
            Problem = Say("setup-incomplete");
            return Page();
        }

        if (Password is not { Length: >= ShortestPassword and <= LongestPassword })
        {
            Problem = Say("setup-password-hint");
            return Page();
        }

        var (token, refused) = await first.CreateAsync(Secret!, Name.Trim(), Identifier.Trim().ToUpperInvariant(), Email, Password);

        if (refused is not null)
        {
            var (message, next) = Sentences.Say(refused, ReadersLanguage);
            Problem = $"{message} {next}";
        }

        Token = token;
        return Page();
    }
}
