using System.Collections.Immutable;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Ordi2.Contracts;
using Ordi2.Contracts.Incidents;
using Ordi2.Contracts.Machines;
using Ordi2.Domain.Access;
using Ordi2.Ledger.Machines;
using Ordi2.Ledger.Photos;
using Ordi2.Web.Features.Access;
using Ordi2.Web.Features.Accounts;
using Ordi2.Web.Features.Aggregates;
using Ordi2.Web.Features.Bench;
using Ordi2.Web.Features.Configurations;
using Ordi2.Web.Features.Documents;
using Ordi2.Web.Features.Incidents;
using Ordi2.Web.Features.Labels;
using Ordi2.Web.Features.Photos;
using Ordi2.Web.Features.Recalls;
using Ordi2.Web.Features.Receptions;
using Ordi2.Web.Features.Scans;
using Ordi2.Web.Features.Shared;

namespace Ordi2.Web.Features.Machines;

/// <summary>One machine for somebody who is signed in: what it is, what may be done, its documents and its story, each as far as it may be seen.</summary>
[Authorize]
internal sealed class OneMachinePage(CodeResolver codes, MachineQueries machines, IGrainFactory grains, Houses houses, DocumentShelf shelf, RulesInForce rules, PhotoAlbum album, ReportsOnMachines reports, CollectedReturns collected, PaperDoors doors) : WebPage
{
    private const int MostDocuments = 100;

    private static readonly string[] OfAnotherTime = ["wrong-status", "already-in-your-custody"];

    private Seen _seen = Seen.Nothing;

    public MachineView Machine { get; private set; } = null!;

    public MachineLook Look { get; private set; } = new();

    public OrganisationNames Names { get; } = new(houses);

    public IReadOnlyList<StoryLine> Story { get; private set; } = [];

    public ImmutableArray<SeenDocument> Documents { get; private set; } = [];

    public ImmutableArray<MachinePhoto> Photos { get; private set; } = [];

    /// <summary>Photos that were taken away: that they were there is told.</summary>
    public ImmutableArray<WithdrawnPhoto> Withdrawn { get; private set; } = [];

    public bool MayWithdraw { get; private set; }

    /// <summary>Whether its label may be printed again here (<see cref="MachineLabelPage"/>).</summary>
    public bool MayPrintLabel { get; private set; }

    /// <summary>Where an EPN gives on what it took back from a partner: the handover to the workshop.</summary>
    public GivingOn? GiveOn { get; private set; }

    /// <summary>What somebody told of it, and nobody has solved: that it was found, that it does not work.</summary>
    public ImmutableArray<IncidentTerms> Reports { get; private set; } = [];

    /// <summary>The pages of its gift, its dossier…, as far as the reader may open them.</summary>
    public Dictionary<string, string> Doors { get; } = new(StringComparer.Ordinal);

    /// <summary>What is inside it and what happened to it is for who sees all of it.</summary>
    public bool SeesAll => _seen.IsAll;

    public string Called => $"{Machine.Maker} {Machine.Model}".Trim() is { Length: > 0 } name && Shows("model") ? name : Word(Machine.Type.Code());

    /// <summary>What a station of the workshop does next has a strong button, and what is alone; the rest is possible too.</summary>
    public bool IsMain(string step) => Now.Count() == 1 || BenchMode.All.Any(mode => mode.Steps.Contains(step, StringComparer.Ordinal));

    /// <summary>What brings it on, done here.</summary>
    public IEnumerable<string> Now => Possible.Where(step => StepForms.IsOnAPage(step) && !StepForms.IsIncidental(step));

    /// <summary>What may happen to it at any time, told here.</summary>
    public IEnumerable<string> AnyTime => Possible.Where(step => StepForms.IsOnAPage(step) && StepForms.IsIncidental(step));

    /// <summary>What may be done as well, and not on a page of this machine.</summary>
    public IEnumerable<string> Elsewhere => Possible.Where(step => !StepForms.IsOnAPage(step));

    /// <summary>What the chain would allow, and something stands in the way.</summary>
    public IEnumerable<NextStep> Stopped => Look.Steps.Where(step => step.Why is { Code: var code } && !OfAnotherTime.Contains(code, StringComparer.Ordinal));

    /// <summary>What belongs to another moment of the chain.</summary>
    public IEnumerable<NextStep> OtherTimes => Look.Steps.Where(step => step.Why is { Code: var code } && OfAnotherTime.Contains(code, StringComparer.Ordinal));

    private IEnumerable<string> Possible => Look.Steps.Where(step => step.Why is null).Select(step => step.Step);

    public bool Shows(string field) => _seen.Shows(field);

    public string AddressOf(string step) => $"/machines/{Machine.Machine}/{step}";

    public async Task<IActionResult> OnGetAsync(string code)
    {
        var caller = HttpContext.Caller();
        var (found, seen, refused) = await codes.FindSeenAsync(code, caller, HttpContext.RequestAborted);

        if (refused is not null)
        {
            return refused.Code is "ambiguous-serial" ? Redirect($"/machines?q={Uri.EscapeDataString(code)}") : NotFound();
        }

        _seen = seen;
        Machine = MachineView.Of(found.Row) with { Labels = await machines.LabelsAsync(found.Row.Id, HttpContext.RequestAborted) };
        Look = await grains.GetGrain<IMachineGrain>($"machine/{found.Row.Id}").LookAsync(caller);
        Recall = Shows("holds") ? await PublicRecall.NoticeAsync(Machine, HttpContext) : null;
        MayPrintLabel = MachineLabelPage.May(caller, found.Row, seen);
        GiveOn = await collected.OnwardAsync(caller, found.Row, HttpContext.RequestAborted);
        Documents = await shelf.ListAsync(HttpContext, filter => filter with { About = $"machine/{found.Row.Id}", Limit = MostDocuments });
        Reports = await reports.OfAsync(caller, found.Row.Id, HttpContext.RequestAborted);
        await Names.LearnAsync([Machine.Holder, Machine.Owner, Machine.Pole, Look.Claim?.Claimant.Text, .. Documents.Select(one => one.Terms.Issuer.Text), .. Look.Waiting.Select(one => one.By.Text)]);

        foreach (var (kind, id) in new[] { ("donation", Machine.Donation), ("dossier", Machine.Dossier), ("delivery", Machine.Delivery), ("loan", Machine.Loan), ("batch", Machine.Batch) })
        {
            if (Shows(kind) && id is not null && await doors.AddressAsync(caller, kind, id, HttpContext.RequestAborted) is { } address)
            {
                Doors[kind] = address;
            }
        }

        if (seen.IsAll)
        {
            var history = await machines.HistoryAsync(found.Row.Id, HttpContext.RequestAborted);
            Photos = await album.ListAsync(found.Row.Id, HttpContext.RequestAborted);
            Withdrawn = await album.WithdrawnAsync(found.Row.Id, HttpContext.RequestAborted);
            MayWithdraw = PhotoWithdrawals.May(found, caller);
            await Names.LearnAsync([.. Machines.Story.Named(history), .. Photos.Select(photo => photo.Organisation), .. Withdrawn.Select(photo => photo.Organisation)]);
            Story = new Story(history, Withdrawn, await rules.PeopleAsync(caller), Names, ReadersLanguage).Tell();
        }

        return Page();
    }

    /// <summary>What to do with a machine that was called back.</summary>
    public RecallNotice? Recall { get; private set; }

    public string PhotoBy(MachinePhoto photo) => PhotoWords.Said(this, photo, Names);

    public string SizeOf(SeenMedium medium) => MediumWords.SizeOf(this, medium);

    /// <summary>What is said where no medium is listed: who saw that, or that its kind has none, which nobody has to see.</summary>
    public string NoMedia => Machine.Sanitisation is not Sanitisation.NoMediaConfirmed ? "media-unknown"
        : Look.SeenWithoutMedia ? "media-none"
        : Machine.Type.HoldsMedia() ? "media-none-said"
        : "media-none-kind";

    public string SanitisationInWords => NoMedia is "media-none-kind" && Look.Media.IsEmpty ? Say("sanitisation-kind") : Word(Machine.Sanitisation.Code());

    /// <summary>A page that takes more than one outcome of a step has a name of its own.</summary>
    public string NameOf(string step) => Texts.PageTexts.Has($"next-{step}") ? Say($"next-{step}") : Capital(Word(step));
}
