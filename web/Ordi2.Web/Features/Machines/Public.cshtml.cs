using Microsoft.AspNetCore.Mvc;
using Ordi2.Barcodes;
using Ordi2.Contracts;
using Ordi2.Contracts.Incidents;
using Ordi2.Contracts.Machines;
using Ordi2.Contracts.Organisations;
using Ordi2.Contracts.Recalls;
using Ordi2.Ledger.Aggregates;
using Ordi2.Ledger.Machines;
using Ordi2.Web.Features.Accounts;
using Ordi2.Web.Features.Photos;
using Ordi2.Web.Features.Recalls;
using Ordi2.Web.Features.Shared.Ui;

namespace Ordi2.Web.Features.Machines;

/// <summary>
/// The page behind the code on a machine, for whoever holds it in hand: a recall before anything else, then what the machine is,
/// who helps, and what to do with one that was found. Nobody signs in; who uses the machine is not told, who answers is not asked.
/// </summary>
internal sealed class PublicPage(MachineQueries machines, AggregateQueries aggregates, Houses houses, IGrainFactory grains, PhotoDesk photos) : FormPage
{
    private const int LongestPlace = 200;
    private const int DigitsOfAPhone = 9;

    private static readonly string[] Ways = ["outside", "left", "sale", "other"];

    private IReadOnlyList<PublicRecall.Recalled> _recalls = [];
    private OrganisationProfile? _keeper;

    [BindProperty(Name = "how")]
    public string? How { get; set; }

    [BindProperty(Name = "where")]
    public string? Where { get; set; }

    /// <summary>The label as we print it; nothing where it could not be read.</summary>
    public string? Code { get; private set; }

    /// <summary>What was typed or scanned and is no label of ours, or one that is on no machine.</summary>
    public string? Unknown { get; private set; }

    /// <summary>What is the matter with it.</summary>
    public Refusal? Wrong { get; private set; }

    public MachineRow? Machine { get; private set; }

    /// <summary>What came with the report before it was sent back. It is not shown here: this page is everybody's.</summary>
    public string? Photo { get; private set; }

    public RecallNotice? Recall { get; private set; }

    /// <summary>Who helps with it, and who takes it back.</summary>
    public MachineContacts? Contacts { get; private set; }

    public bool IsSoughtFor => Machine?.Status is MachineStatus.Missing or MachineStatus.Stolen;

    /// <summary>In use, and not on loan: it belongs to whoever uses it.</summary>
    public bool IsTheirs => Machine is { Status: MachineStatus.Placed, Loan: null };

    /// <summary>Where it stands, in one of a few plain sentences.</summary>
    public string State => Machine!.Status switch
    {
        MachineStatus.Missing or MachineStatus.Stolen => "lost",
        MachineStatus.Placed when IsTheirs => "theirs",
        MachineStatus.Placed or MachineStatus.Returning => "use",
        MachineStatus.Ready or MachineStatus.Reserved or MachineStatus.Packed or MachineStatus.InTransit or MachineStatus.AtEpn => "ready",
        MachineStatus.Dismantled or MachineStatus.ToRecycle or MachineStatus.Recycled => "end",
        MachineStatus.HandedBack => "back",
        MachineStatus.Refused => "refused",
        MachineStatus.Declared => "announced",
        MachineStatus.Collected => "way",
        _ when _keeper is { } keeper && !keeper.Activities.Contains(Activity.Workshop) => "between",
        _ => "work",
    };

    public IEnumerable<Choice> HowChoices => Ways.Select(way => new Choice(way, Say($"found-{way}")));

    public async Task<IActionResult> OnGetAsync(string? code)
    {
        await ReadAsync(code);
        return Page();
    }

    /// <summary>« Je l'ai », « rendue », « je ne l'ai plus ».</summary>
    public async Task<IActionResult> OnPostAnswerAsync(string? code, string? answer)
    {
        await ReadAsync(code);

        if (_recalls.Count == 0)
        {
            return Page();
        }

        if (!Codes.TryParse<RecallAnswer>(answer, out var said))
        {
            Mistakes.Add("answer", Say("recall-choose"));
            return Page();
        }

        if ((await PublicRecall.AnswerAsync(_recalls, said, HttpContext)).Refusal is { } refusal)
        {
            Refuse(refusal);
            return Page();
        }

        Tell(Say($"recall-thanks-{said.Code()}"));
        return Redirect($"/m/{Code}");
    }

    /// <summary>Somebody found the machine: its pole and whoever has it by the books are told where.</summary>
    public async Task<IActionResult> OnPostFoundAsync(string? code)
    {
        await ReadAsync(code);

        if (Machine is null)
        {
            return Page();
        }

        // What came with the form before stays with it, whatever is wrong with it now.
        var (photo, unusable) = await photos.OfReportAsync(Request, Machine.Id);
        Photo = photo is { New: null } ? photo.Id : null;

        var place = string.Join(' ', (Where ?? string.Empty).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        Mistakes
            .Unless(Ways.Contains(How, StringComparer.Ordinal), "how", Say("found-choose"))
            .Unless(place.Length > 0, "where", Say("found-where-missing"))
            .Unless(place.Length <= LongestPlace, "where", Say("found-where-long", LongestPlace))
            .Unless(!place.Contains('@', StringComparison.Ordinal) && place.Count(char.IsAsciiDigit) < DigitsOfAPhone, "where", Say("found-where-personal"));

        if (unusable is not null)
        {
            Refuse(unusable, PhotoDesk.FileField);
        }

        if (Mistakes.Any)
        {
            return Page();
        }

        if (await PoleAsync() is not { } pole)
        {
            Refuse(Refusal.Conflict("no-pole-to-tell"));
            return Page();
        }

        var command = new OpenIncident(IncidentKind.Loss, $"Page publique, machine trouvée ({Texts.PageTexts.Say($"found-{How}", "fr")}) : {place}")
        {
            Pole = pole,
            Photo = photo?.Id,
            About = $"machine/{Machine.Id}",
            Machines = [new(Machine.Id)],

            // Whoever has it by the books looks after it first; the pole follows.
            Handler = Machine.Holder is { } holder && holder != pole.Text ? new OrganisationId(holder) : null,
        };
        var id = Once(command, Machine.Id);
        var report = $"incident/found-{id:N}";

        // Last: what somebody sends whom nobody knows is kept only with a report that says something, and is nothing before that is there.
        if (photo is not null && await photos.KeepForReportAsync(Machine.Id, photo, report, HttpContext.RequestAborted) is { } why)
        {
            Photo = null;
            Refuse(why, PhotoDesk.FileField);
            return Page();
        }

        Photo = photo?.Id;
        var caller = new Caller(new PersonId("public"), pole, Role.System, DeviceId.PublicPage);

        if (await grains.GetGrain<IIncidentGrain>(report).DoAsync(command, caller, id) is Refused<IncidentTerms> refused)
        {
            Refuse(refused.Reason);
            return Page();
        }

        Tell(Say("found-thanks"));
        return Redirect($"/m/{Code}");
    }

    private async Task ReadAsync(string? typed)
    {
        if (string.IsNullOrWhiteSpace(typed))
        {
            return;
        }

        (Code, Wrong) = LabelReader.Read(typed) switch
        {
            OurLabel ours => (ours.Code.Text, null),
            OurAddress { Kind: LabelKind.Machine } ours => (ours.Code.Text, null),
            OurAddress => (null, Refusal.Invalid("not-a-machine", typed)),
            Unreadable { Reason: UnreadableReason.WrongCheckSymbol } => (null, Refusal.Invalid("wrong-check-symbol", typed)),
            Unreadable { Reason: UnreadableReason.ForeignAsset } => (null, Refusal.Invalid("foreign-asset", typed)),
            _ => ((string?)null, Refusal.Invalid("unreadable-code", typed)),
        };

        Machine = Code is null ? null : await machines.FindAsync(Code, HttpContext.RequestAborted);

        if (Machine is null)
        {
            Unknown = typed.Length > 40 ? typed[..40] : typed;
            Response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }

        if (await PublicRecall.OfAsync(Machine.Id, HttpContext) is { Count: > 0 } recalls)
        {
            _recalls = recalls;
            Recall = PublicRecall.Notice(_recalls, HttpContext);
        }

        _keeper = Machine.Holder is { } holder ? await houses.ProfileAsync(holder) : null;
        Contacts = await MachineContacts.OfAsync(Machine, aggregates, houses, HttpContext.RequestAborted);
    }

    private async Task<OrganisationId?> PoleAsync() => Machine switch
    {
        { Pole: { } pole } => new OrganisationId(pole),
        { Holder: { } holder } => (await houses.ProfileAsync(holder))?.Pole,
        _ => null,
    };
}
