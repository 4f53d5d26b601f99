using System.Collections.Immutable;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Ordi2.Barcodes;
using Ordi2.Contracts;
using Ordi2.Contracts.Documents;
using Ordi2.Contracts.Donations;
using Ordi2.Contracts.Machines;
using Ordi2.Contracts.Organisations;
using Ordi2.Contracts.Rounds;
using Ordi2.Domain.Documents;
using Ordi2.Ledger.Machines;
using Ordi2.Web.Features.Accounts;
using Ordi2.Web.Features.Aggregates;
using Ordi2.Web.Features.Cards;
using Ordi2.Web.Features.Documents;
using Ordi2.Web.Features.Donations;
using Ordi2.Web.Features.Labels;
using Ordi2.Web.Features.Scans;
using Ordi2.Web.Features.Shared;
using Ordi2.Web.Features.Shared.Ui;

namespace Ordi2.Web.Features.Receptions;

/// <summary>
/// The dock counts one gift, unit by unit: one field takes the maker's serial, then our label; what came stands beside what was announced
/// and picked up.
/// </summary>
internal sealed class ReceptionPage(
    Arrivals arrivals,
    PaperDesk papers,
    MachineQueries machines,
    InboxQueries inbox,
    CodeResolver codes,
    PageScans scans,
    WrongPlaces places,
    Houses houses,
    IGrainFactory grains)
    : RolePage(Role.Storekeeper, Role.Supervisor)
{
    private const int Shown = 50;

    [BindProperty]
    public string? Code { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? Type { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? Round { get; set; }

    [BindProperty]
    public string? Serial { get; set; }

    [BindProperty]
    public string? DonorNumber { get; set; }

    [BindProperty]
    public bool Agreed { get; set; }

    /// <summary>Of the convention that was read.</summary>
    [BindProperty]
    public string? Seal { get; set; }

    /// <summary>What is answered to what the donor contests.</summary>
    [BindProperty]
    public string? ContestAnswer { get; set; }

    public Arrival Arrival { get; private set; } = null!;

    public DonationTerms Donation => Arrival.Donation;

    public Names Names { get; private set; } = Names.None;

    /// <summary>What was received and not worked on yet, the latest first.</summary>
    public ImmutableArray<MachineRow> Latest { get; private set; } = [];

    /// <summary>What the receiver is about to sign; nothing where there is nothing to sign.</summary>
    public ShownConvention? Convention { get; private set; }

    /// <summary>What is here and came without a gift: it may be of this one.</summary>
    public ImmutableArray<MachineRow> Stray { get; private set; } = [];

    /// <summary>Just scanned, here already, and of no gift: whether it is of this one is asked.</summary>
    public MachineRow? Offered { get; private set; }

    /// <summary>The maker's serial was just scanned: our label comes next.</summary>
    public bool AwaitsLabel { get; private set; }

    public bool Counts => Donation.Status is DonationStatus.InCollection or DonationStatus.Received or DonationStatus.Reconciled;

    /// <summary>The receiver signs the convention, once; a storekeeper does not.</summary>
    public bool MaySignConvention => Caller.Role is Role.Supervisor && AwaitsReceiver(Donation);

    public bool MayBegin => Donation.Status is DonationStatus.Signed || Donation is { Status: DonationStatus.Accepted, DockSignatureAllowed: true };

    /// <summary>Something came, or went back, after the sheet was made.</summary>
    public bool IsOutdated => !Donation.Sheet.IsEmpty && Arrival.Lines.Any(now =>
        Donation.Sheet.FirstOrDefault(line => line.Type == now.Type) is var line && ((line?.Received ?? 0) != now.Received || (line?.Refused ?? 0) != now.Refused));

    public IReadOnlyList<Choice> Types =>
    [
        .. Arrival.Lines.Select(line => line.Type).Concat(Enum.GetValues<DeviceType>()).Distinct().Where(type => type is not DeviceType.Unknown)
            .Select(type => new Choice(type.Code(), Capital(Word(type.Code())))),
    ];

    /// <summary>The rounds that may have brought it; asked for only where there are several.</summary>
    public IReadOnlyList<Choice> Rounds => [.. Arrival.Driven.Select(round => new Choice(round.Id.Text, Say("reception-round-of", Date(round.Day), Names[round.Carrier])))];

    /// <summary>Whether the convention waits for who receives the machines: also of a gift that is signed at the dock.</summary>
    public static bool AwaitsReceiver(DonationTerms donation) =>
        donation.Status is DonationStatus.Accepted or DonationStatus.InCollection or DonationStatus.Received && !donation.SignedBy.Contains(DonationParty.Receiver);

    private string Address => $"/receptions/{Donation.Id}";

    public override async Task OnPageHandlerExecutionAsync(PageHandlerExecutingContext context, PageHandlerExecutionDelegate next)
    {
        if (Caller.Role is not (Role.Storekeeper or Role.Supervisor)
            || await papers.OneAsync<DonationTerms>(Caller, "donation", (string?)RouteData.Values["donation"] ?? string.Empty, HttpContext.RequestAborted) is not { } donation
            || donation.Receiver != Caller.Organisation)
        {
            context.Result = NotFound();
            return;
        }

        await ReadAsync(donation);
        await base.OnPageHandlerExecutionAsync(context, next);
    }

    public async Task<IActionResult> OnPostScanAsync()
    {
        IsScan(Code);
        var read = LabelReader.Read(Code);

        // A scanner ends each line by itself: what is no label of ours is the maker's serial, and the form comes back for the label.
        if (Typed(Code) is { } code && read is SomethingElse number && Typed(Serial) is null)
        {
            if (await codes.HoldsALabelAsync(number, Caller, HttpContext.RequestAborted))
            {
                Refuse(Refusal.Invalid("several-labels", code), "code");
                return Page();
            }

            (Serial, Code, AwaitsLabel) = (code, null, true);
            return Page();
        }

        if (Typed(Code) is null && Typed(Serial) is not null)
        {
            AwaitsLabel = true;
            return Page();
        }

        var known = Codes.TryParse<DeviceType>(Type, out var type) && type is not DeviceType.Unknown;
        Mistakes
            .Unless(known, "type", Say("reception-choose-type"))
            .Unless(Typed(Code) is not null, "code", Why(Refusal.Invalid("nothing-scanned")));

        if (Mistakes.Any)
        {
            return Page();
        }

        var command = new ReceiveDevice(Donation.Id, type, Typed(Serial), Round: RoundOf(), DonorNumber: Typed(DonorNumber));
        var answer = await scans.SendAsync(Caller, new PageScan(Once(command, Code!.Trim()), Code.Trim(), command));

        if (answer.Stopped() is { } reason)
        {
            if (await places.FindAsync(answer, Caller, HttpContext.RequestAborted) is { } there)
            {
                if (there.Donation is null && there.Holder == Caller.Organisation.Text)
                {
                    Offered = there;
                    return Page();
                }

                Mistakes.Add("code", WrongPlaces.Say(this, there.Donation == Donation.Id.Text ? "reception-already" : "reception-not-of-gift", there));
            }
            else
            {
                Refuse(reason, "code");
            }

            FormMistakes.Renew(HttpContext);
            return Page();
        }

        var machine = answer.Receipt!.Machine;
        var onward = $"{Address}?type={type.Code()}&round={Uri.EscapeDataString(Round ?? string.Empty)}";
        return answer.Receipt.Finding is { } finding
            ? Onward(onward, $"{Say("reception-in", Label(machine), Word(type.Code()))} {Why(finding)}", Tone.Warn)
            : Onward(onward, Say("reception-in", Label(machine), Word(type.Code())));
    }

    /// <summary>What the card of this gift says; nothing where its number fits on none.</summary>
    public string? CardCode => Counts || MayBegin ? StationCard.OfGift(Donation.Id.Text) : null;

    public IActionResult OnGetCard() =>
        CardCode is { } code ? PrintPage.Give(this, CardDesk.Gift(code, Names[Donation.Donor], Called.Gift(this, Donation)), "carte-du-don") : NotFound();

    /// <summary>What was received without a gift is of this one.</summary>
    public async Task<IActionResult> OnPostAttachAsync(string? machine)
    {
        var command = new AttachToGift(Donation.Id, Typed(DonorNumber));
        var code = Typed(machine) ?? string.Empty;
        var answer = await scans.SendAsync(Caller, new PageScan(Once(command, code), code, command));

        if (answer.Stopped() is { } reason)
        {
            Refuse(reason, FormMistakes.Form);
            FormMistakes.Renew(HttpContext);
            return Page();
        }

        var said = Say("reception-attached", Label(answer.Receipt!.Machine));
        return answer.Receipt.Finding is { } finding ? Onward(Address, $"{said} {Why(finding)}", Tone.Warn) : Onward(Address, said);
    }

    public async Task<IActionResult> OnPostConventionAsync()
    {
        Agreed = ConventionText.IsAgreed(this, Convention, Seal, Agreed);
        return !Agreed ? Page() : await DoAsync(new SignDonation(DonationParty.Receiver, ConventionText.NumberOf(Donation)), Say("reception-convention-signed"));
    }

    public Task<IActionResult> OnPostBeginAsync() => DoAsync(new StartCollecting(), Say("reception-begun"));

    public Task<IActionResult> OnPostEndAsync() => DoAsync(new MarkReceived(), Say("reception-ended"));

    public Task<IActionResult> OnPostAgainAsync() => DoAsync(new CountAgain(), Say("reception-counted-again"));

    /// <summary>What the donor contested, with what was answered.</summary>
    public SheetContests Contests => new(this, Donation, Names, $"{Address}?handler=Contest", ContestAnswer);

    public async Task<IActionResult> OnPostContestAsync()
    {
        Mistakes.Unless(Typed(ContestAnswer) is not null, "contestAnswer", Say("contest-say-answer"));
        return Mistakes.Any ? Page() : await DoAsync(new AnswerContest(ContestAnswer!.Trim()), Say("contest-answered"), "contestAnswer");
    }

    public Task<IActionResult> OnPostSignAsync() =>
        DoAsync(new SignReceptionNote(Donation.ReceptionNote ?? StepNumbers.Of(DocumentKind.ReceptionNote, Donation.Id.Text)), Say("reception-signed"));

    /// <summary>What is different about a kind, in words; nothing where all is as it should be.</summary>
    public string? DifferenceOf(SheetLine line) =>
        line.IsOffList ? Count("reception-more", line.Received - line.Refused - line.Announced)
        : line.LostOnTheWay > 0 ? Count("reception-fewer", line.LostOnTheWay)
        : line.PickedUp is null && line.Received < line.Announced ? Count("reception-awaited", line.Announced - line.Received)
        : null;

    // Named by whoever scans where several drove; the only one goes without saying.
    private RoundId? RoundOf() => Rounds is [var only] ? new(only.Value) : Rounds.Any(round => round.Value == Round) ? new(Round!) : null;

    private async Task<IActionResult> DoAsync(DonationCommand command, string sentence, string field = FormMistakes.Form)
    {
        if (!IsDone(await grains.GetGrain<IDonationGrain>($"donation/{Donation.Id}").DoAsync(command, Caller, Once(command, Donation.Id.Text)), field))
        {
            FormMistakes.Renew(HttpContext);
            return Page();
        }

        return Onward(Address, sentence);
    }

    private async Task ReadAsync(DonationTerms donation)
    {
        Arrival = await arrivals.OfAsync(Caller, donation, HttpContext.RequestAborted);
        Names = await papers.NamesAsync(Arrival.Rounds.Select(round => (OrganisationId?)round.Carrier).Append(donation.Donor).Concat(SheetContests.Answering(donation)));
        Convention = MaySignConvention ? await ConventionText.OfAsync(grains, houses, donation, ReadersLanguage) : null;
        Stray = await inbox.WithFindingAsync(Caller.Organisation.Text, Findings.NoGift, Shown, HttpContext.RequestAborted);
        Latest = await machines.LatestAsync(donation.Id.Text, MachineStatus.Received, Shown, HttpContext.RequestAborted);
    }
}
