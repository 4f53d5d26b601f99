using System.Collections.Immutable;
using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Ordi2.Contracts;
using Ordi2.Contracts.Dossiers;
using Ordi2.Contracts.Organisations;
using Ordi2.Domain.Access;
using Ordi2.Domain.Aggregates;
using Ordi2.Domain.Organisations;
using Ordi2.Ledger.Aggregates;
using Ordi2.Web.Features.Accounts;
using Ordi2.Web.Features.Aggregates;
using Ordi2.Web.Features.Shared;
using Ordi2.Web.Features.Shared.Ui;

namespace Ordi2.Web.Features.Organisations;

/// <summary>One organisation of the pole: who it is, its charters, its places and people, what hangs on it, and what the pole does about it.</summary>
internal sealed partial class OrganisationPage(PaperDesk papers, AttachmentQueries attachments, PeopleDesk people, IGrainFactory grains) : RolePage(Role.Coordinator)
{
    /// <summary>So many of its machines are shown; the rest stands on its board.</summary>
    public const int MachinesShown = 20;

    [BindProperty]
    public string? Step { get; set; }

    [BindProperty]
    public string? Reason { get; set; }

    public OrganisationProfile House { get; private set; } = null!;

    public Attached Attached { get; private set; } = null!;

    /// <summary>The projects that are under way, as what they are called.</summary>
    public ImmutableArray<DossierTerms> Dossiers { get; private set; } = [];

    public IReadOnlyList<MemberLine> People { get; private set; } = [];

    public bool IsOwn => House.Id == Caller.Organisation;

    public bool HasNothing => Attached.Counts == Attachments.None;

    private string Address => $"/organisations/{House.Id}";

    public string Action(string handler) => $"{Address}?handler={handler}";

    /// <summary>Whether the life of an organisation has this step where it stands.</summary>
    public bool May(string step) => OrganisationLife.Table.Stops(
        House.Id.Text, step, House.Status, Caller, repeated: false, Relation.ItsPole, IsOwn ? Relation.Itself : Relation.ItsPole) is null;

    public override async Task OnPageHandlerExecutionAsync(PageHandlerExecutingContext context, PageHandlerExecutionDelegate next)
    {
        if (Caller.Role is not Role.Coordinator
            || await papers.OneAsync<OrganisationProfile>(Caller, "organisation", (string?)RouteData.Values["id"] ?? string.Empty, HttpContext.RequestAborted) is not { } house)
        {
            context.Result = NotFound();
            return;
        }

        House = house;
        Attached = await attachments.OfAsync(house.Id, HttpContext.RequestAborted);
        Dossiers = [.. (await Task.WhenAll(Attached.Dossiers.Select(dossier => papers.OneAsync<DossierTerms>(Caller, "dossier", dossier.Text, HttpContext.RequestAborted)))).OfType<DossierTerms>()];
        People = await people.LinesAsync(new Standing(Caller.Organisation, Caller.Role), house);
        await base.OnPageHandlerExecutionAsync(context, next);
    }

    public void OnGet() => Fill();

    /// <summary>It becomes a member, is suspended, works again, closes: what needs a reason asks for one.</summary>
    public async Task<IActionResult> OnPostLifeAsync()
    {
        var reason = Typed(Reason);

        if (reason is null && Step is "suspend" or "start-closing")
        {
            return Wrong("reason", Say("say-reason"));
        }

        OrganisationCommand? command = Step switch
        {
            "activate" => new ActivateOrganisation(),
            "suspend" => new SuspendOrganisation(reason!),
            "reactivate" => new ReactivateOrganisation(),
            "start-closing" => new StartClosing(reason!),
            "close" => new CloseOrganisation(),
            _ => null,
        };

        return command is null ? Again() : await DoAsync(command, Say($"organisation-done-{Step}", House.Name));
    }

    public static string Written(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    /// <summary>What each form says before anybody typed; the one that was sent keeps what was.</summary>
    private void Fill()
    {
        var asked = House.Requests.FirstOrDefault();
        Activity = Kept("activity", Activity, (asked?.Activity ?? House.Activities.Where(CharterState.Chartered.Contains).Cast<Activity?>().FirstOrDefault())?.Code());
        CharterVersion = Kept("charterVersion", CharterVersion, asked?.CharterVersion ?? Today.Year.ToString(CultureInfo.InvariantCulture));
        From = Kept("from", From, Written(Today));
        To = Kept("to", To, Written(Today.AddYears(UsualYears).AddDays(-1)));
        Category = Kept("category", Category, House.Category.Code());
        Operators = Kept("operators", Operators, House.Operators.ToString(CultureInfo.InvariantCulture));
        Receipts = Kept("receipts", Receipts, House.TaxReceipts.Code());

        if (Does.Length == 0)
        {
            Does = [.. House.Activities.Select(one => one.Code())];
        }
    }

    private string? Kept(string name, string? typed, string? usual) => Request.HasFormContentType && Request.Form.ContainsKey(name) ? typed : usual;

    private async Task<IActionResult> DoAsync(OrganisationCommand command, string sentence, string field = FormMistakes.Form)
    {
        if (IsDone(await grains.GetGrain<IOrganisationGrain>($"organisation/{House.Id}").DoAsync(command, Caller, Once(command, House.Id.Text)), field))
        {
            return Onward(Address, sentence);
        }

        Fill();
        return Page();
    }

    private PageResult Wrong(string field, string sentence)
    {
        Mistakes.Add(field, sentence);
        return Again();
    }

    private PageResult Again()
    {
        Fill();
        return Page();
    }
}
