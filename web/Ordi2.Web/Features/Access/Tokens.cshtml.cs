using System.Globalization;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Ordi2.Contracts;
using Ordi2.Contracts.Organisations;
using Ordi2.Domain.Access;
using Ordi2.Ledger.Access;
using Ordi2.Web.Features.Accounts;
using Ordi2.Web.Features.Shared.Ui;
using Ordi2.Web.Features.Stations;

namespace Ordi2.Web.Features.Access;

/// <summary>The tokens of programs and devices of an organisation, for who looks after its accounts: make, list, revoke.</summary>
[Authorize]
internal sealed class TokensPage(TokenDesk desk, ITokenStore tokens, Houses houses, PeopleDesk people, Once once, TimeProvider time) : AccountPage
{
    [BindProperty(SupportsGet = true)]
    public string? Organisation { get; set; }

    [BindProperty]
    public string? Role { get; set; }

    [BindProperty]
    public string? Person { get; set; }

    [BindProperty]
    public string Days { get; set; } = "365";

    public OrganisationProfile House { get; private set; } = null!;

    public IReadOnlyList<ApiToken> Tokens { get; private set; } = [];

    public IReadOnlyList<Choice> Roles { get; private set; } = [];

    public IReadOnlyList<Choice> Neighbours { get; private set; } = [];

    /// <summary>Shown once.</summary>
    public string? Secret { get; private set; }

    private Standing Mine => Me.Membership.Standing;

    public string Action(string handler) => $"/tokens?handler={handler}&organisation={Uri.EscapeDataString(House.Id.Text)}";

    public bool IsGood(ApiToken token) => token.RevokedAt is null && time.GetUtcNow() < token.ExpiresAt;

    public override async Task OnPageHandlerExecutionAsync(PageHandlerExecutingContext context, PageHandlerExecutionDelegate next)
    {
        if (Me.Session.Station is not null || await houses.ProfileAsync(Organisation ?? Mine.Organisation.Text) is not { } house || !Memberships.Administers(Mine, Houses.Of(house)))
        {
            context.Result = NotFound();
            return;
        }

        House = house;
        await next();
    }

    public Task OnGetAsync() => ReadAsync();

    public async Task<IActionResult> OnPostMakeAsync()
    {
        if (!Codes.TryParse<Role>(Role, out var role) || role is Contracts.Role.None)
        {
            Refuse(Refusal.Invalid("role-missing"), "role");
        }
        else if (Memberships.WhyNot(Mine, Houses.Of(House), role, manages: false) is { } why)
        {
            Refuse(why, "role");
        }

        if (string.IsNullOrWhiteSpace(Person) || Person.Length > TokenDesk.LongestProgram || Person.Any(char.IsControl))
        {
            Refuse(Refusal.Invalid("token-person-form", TokenDesk.LongestProgram.ToString(CultureInfo.InvariantCulture)), "person");
        }

        if (!int.TryParse(Days, NumberStyles.None, CultureInfo.InvariantCulture, out var days) || days is < 1 or > TokenDesk.MostDays)
        {
            Refuse(Refusal.Invalid("token-days-form", TokenDesk.MostDays.ToString(CultureInfo.InvariantCulture)), "days");
        }

        if (!Mistakes.Any)
        {
            Secret = await once.MakeAsync(
                Request,
                Me.Session.Person,
                async id => await tokens.GetAsync(id) is not null,
                async id => (await desk.MakeAsync(House.Id, role, Person!.Trim(), days, Me.Caller, CancellationToken.None, id)).Secret);

            if (Secret is null)
            {
                return Back(Say("made-already"));
            }

            (Role, Person) = (null, null);
        }

        await ReadAsync();
        return Page();
    }

    public async Task<IActionResult> OnPostRevokeAsync(string? token)
    {
        await ReadAsync();

        if (Tokens.FirstOrDefault(it => it.Id == token) is { } found)
        {
            await desk.RevokeAsync(found, Me.Caller, HttpContext.RequestAborted);
        }

        return Back(Say("done"));
    }

    private RedirectResult Back(string sentence)
    {
        Tell(sentence);
        return Redirect($"/tokens?organisation={Uri.EscapeDataString(House.Id.Text)}");
    }

    private async Task ReadAsync()
    {
        // The tokens of stations and of operators at them are looked after on the page of stations.
        Tokens = [.. (await tokens.ListAsync(new() { Organisation = House.Id.Text, NotDevices = StationDesk.Prefix }, HttpContext.RequestAborted)).Reverse()];
        Roles = [.. Memberships.MayGive(Mine, Houses.Of(House)).Select(role => new Choice(role.Code(), Word(role.Code())))];
        Neighbours = Mine.Role is Contracts.Role.Coordinator ? await people.NeighboursAsync(Mine.Organisation) : [];
    }
}
