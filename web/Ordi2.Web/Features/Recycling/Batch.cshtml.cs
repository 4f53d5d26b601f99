using System.Collections.Immutable;
using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Ordi2.Contracts;
using Ordi2.Contracts.Documents;
using Ordi2.Contracts.Machines;
using Ordi2.Contracts.Organisations;
using Ordi2.Contracts.Recycling;
using Ordi2.Domain.Organisations;
using Ordi2.Web.Features.Aggregates;
using Ordi2.Web.Features.Machines;
using Ordi2.Web.Features.Organisations;
using Ordi2.Web.Features.Scans;
using Ordi2.Web.Features.Shared;
using Ordi2.Web.Features.Shared.Ui;

namespace Ordi2.Web.Features.Recycling;

/// <summary>One batch of waste: the workshop seals, weighs and hands over; the recycler accepts, refuses a part and proves the treatment; the store or the pole confirms.</summary>
internal sealed partial class BatchPage(PaperDesk papers, MachineDoors doors, PageScans scans, HouseSearch search, IGrainFactory grains)
    : RolePage(Role.Recycler, Role.Storekeeper, Role.Supervisor, Role.Coordinator)
{
    private const int ShownMachines = 500;
    private const decimal MostKilograms = 30_000;

    [BindProperty]
    public string? Weight { get; set; }

    [BindProperty]
    public bool Confirmed { get; set; }

    [BindProperty]
    public string? Traceability { get; set; }

    [BindProperty]
    public string? Carrier { get; set; }

    [BindProperty]
    public string? Slip { get; set; }

    [BindProperty]
    public string? Receipt { get; set; }

    /// <summary>Who arranged it for others.</summary>
    [BindProperty]
    public string? Broker { get; set; }

    /// <summary>SIREN of the eco-organism.</summary>
    [BindProperty]
    public string? EcoOrganism { get; set; }

    [BindProperty]
    public string? RefusedCodes { get; set; }

    [BindProperty]
    public string? Reason { get; set; }

    [BindProperty]
    public string? Proof { get; set; }

    [BindProperty]
    public string? Treatment { get; set; }

    public BatchTerms Batch { get; private set; } = null!;

    public Names Names { get; private set; } = Names.None;

    public ImmutableArray<DocumentTerms> Papers { get; private set; } = [];

    /// <summary>Whom the line of the register names, in its order: who made the waste, who carries it and who deals in it once that is known, who treats it.</summary>
    public IReadOnlyList<RegisterParty> Parties { get; private set; } = [];

    /// <summary>What the register of outgoing waste asks for and nobody has entered yet, in words.</summary>
    public IEnumerable<string> MissingInRegister => Parties.DistinctBy(party => party.Id).SelectMany(party => new[]
    {
        party.Where.Siret is null ? Say("register-no-siret", party.Name) : null,
        party.Where.Address is null ? Say("register-no-address", party.Name) : null,
    }).OfType<string>();

    /// <summary>The weight is far from what such machines weigh: somebody looks twice.</summary>
    public bool AsksTwice { get; private set; }

    public bool Treats => Caller.Role is Role.Recycler && Batch.Recycler == Caller.Organisation;

    public bool Holds => Caller.Role is Role.Storekeeper or Role.Supervisor && Batch.Holder == Caller.Organisation;

    public IEnumerable<MachineId> Machines => Batch.Machines.Take(ShownMachines);

    public IReadOnlyList<Choice> Traceabilities => [.. Enum.GetValues<TraceabilityDocument>().Select(one => new Choice(one.Code(), Capital(Word(one.Code()))))];

    /// <summary>The recycler fetches it itself, or the workshop brings it.</summary>
    public IReadOnlyList<Choice> Carriers => [new(Batch.Recycler.Text, Names[Batch.Recycler]), new(Batch.Holder.Text, Names[Batch.Holder])];

    /// <summary>The operations of annexes II (recovery) and I (disposal) of directive 2008/98/EC, each with its words.</summary>
    public IReadOnlyList<Choice> Treatments =>
    [
        .. Enumerable.Range(1, 13).Select(number => string.Create(CultureInfo.InvariantCulture, $"R{number}"))
            .Concat(Enumerable.Range(1, 15).Select(number => string.Create(CultureInfo.InvariantCulture, $"D{number}")))
            .Select(code => new Choice(code, TreatmentInWords(code))),
    ];

    private string Address => $"/batches/{Batch.Id}";

    public override async Task OnPageHandlerExecutionAsync(PageHandlerExecutingContext context, PageHandlerExecutionDelegate next)
    {
        if (await papers.OneAsync<BatchTerms>(Caller, "batch", (string?)RouteData.Values["id"] ?? string.Empty, HttpContext.RequestAborted) is not { } batch)
        {
            context.Result = NotFound();
            return;
        }

        Batch = batch;
        Names = await papers.NamesAsync([batch.Holder, batch.Recycler, batch.Register?.Carrier, batch.Register?.Broker]);
        Papers = (await papers.ListAsync<DocumentTerms>(
            Caller, "document", filter => filter with { About = $"batch/{batch.Id}", Limit = PaperDesk.PageLength }, HttpContext.RequestAborted)).Items;
        ToConfirm = await WaitingAsync(doors);
        (string Part, OrganisationId? Who)[] parties = [("producer", batch.Holder), ("carrier", batch.Register?.Carrier), ("broker", batch.Register?.Broker), ("destination", batch.Recycler)];
        Parties = await Task.WhenAll(parties.Where(party => party.Who is not null).Select(party => PartyAsync(party.Part, party.Who!.Value)));
        await base.OnPageHandlerExecutionAsync(context, next);
    }

    private async Task<RegisterParty> PartyAsync(string part, OrganisationId id) =>
        new(part, id, Names[id], Establishment.Of(await grains.GetGrain<IOrganisationGrain>($"organisation/{id}").GetAsync()));

    public void OnGet()
    {
        (Proof, Treatment, Carrier, Traceability) = ($"AT-{Batch.Id}", "R4", Batch.Recycler.Text, TraceabilityDocument.EcoOrganismeSlip.Code());
        Reason = ReasonOfTheLast;
        DestroyedBy = Names[Batch.Recycler];
    }

    public Task<IActionResult> OnPostSealAsync() => DoAsync(new SealBatch(), Say("batch-sealed"));

    public async Task<IActionResult> OnPostWeighAsync()
    {
        if (KilogramsOf(Weight) is not { } kilograms)
        {
            Mistakes.Add("weight", Say("batch-weight-wrong"));
            return Page();
        }

        var command = new WeighBatch((long)(kilograms * 1000), Confirmed);

        if (await AskAsync(command) is { } refusal)
        {
            AsksTwice = refusal.Code is "weight-to-confirm";
            Refuse(refusal, AsksTwice ? "confirmed" : "weight");
            FormMistakes.Renew(HttpContext);
            return Page();
        }

        return Onward(Address, Say("batch-weighed", Number(kilograms, 1)));
    }

    public async Task<IActionResult> OnPostHandOverAsync()
    {
        var known = Codes.TryParse<TraceabilityDocument>(Traceability, out var traceability);
        var broker = Typed(Broker) is { } named ? (await search.FindAsync(named, HttpContext.RequestAborted))?.Id : null;
        var siren = Typed(EcoOrganism) is { } eco ? string.Concat(eco.Where(symbol => !char.IsWhiteSpace(symbol))) : null;
        Mistakes
            .Unless(Typed(Broker) is null || broker is not null, "broker", Say("house-not-found"))
            .Unless(siren is null || Siret.IsSiren(siren), "ecoOrganism", Why(Refusal.Invalid("siren-wrong", siren ?? string.Empty)))
            .Unless(Carriers.Any(one => one.Value == Carrier), "carrier", Say("choose-one"))
            .Unless(known, "traceability", Say("choose-one"))
            .Unless(!known || traceability is TraceabilityDocument.NoneNonHazardous || Typed(Slip) is not null, "slip", Say("batch-say-slip"));
        return Mistakes.Any ? Page() : await DoAsync(new HandOverBatch(new(Carrier!), traceability, Typed(Slip), Typed(Receipt), broker, siren), Say("batch-handed-over"), "slip");
    }

    public Task<IActionResult> OnPostAcceptAsync() => DoAsync(new AcceptBatch(), Say("batch-accepted"));

    public async Task<IActionResult> OnPostRefuseAsync()
    {
        var machines = ImmutableArray.CreateBuilder<MachineId>();

        foreach (var (line, machine) in TypedLabels.Read(RefusedCodes))
        {
            // Also those that were refused already: the second half of a double click is told the same as the first.
            if (machine is not { } known || !Batch.Machines.Concat(Batch.RefusedMachines).Contains(known))
            {
                Mistakes.Add("refusedCodes", Say("batch-not-in-it", line));
            }
            else
            {
                machines.Add(known);
            }
        }

        Mistakes
            .Unless(machines.Count > 0 || Mistakes.Any, "refusedCodes", Say("batch-say-refused"))
            .Unless(Typed(Reason) is not null, "reason", Say("say-reason"));
        return Mistakes.Any ? Page() : await DoAsync(new RefusePart(Reason!.Trim()) { Machines = [.. machines.Distinct()] }, Count("batch-part-refused", machines.Count), "refusedCodes");
    }

    public string Kilograms(long grams) => Say("batch-kilograms", Number(grams / 1000m, 1));

    private static decimal? KilogramsOf(string? text) =>
        decimal.TryParse(text?.Trim().Replace(',', '.'), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var kilograms) && kilograms is > 0 and <= MostKilograms
            ? kilograms
            : null;

    private async Task<Refusal?> AskAsync(BatchCommand command) =>
        await grains.GetGrain<IBatchGrain>($"batch/{Batch.Id}").DoAsync(command, Caller, Once(command, Batch.Id.Text)) is Refused<BatchTerms> refused ? refused.Reason : null;

    private async Task<IActionResult> DoAsync(BatchCommand command, string sentence, string field = FormMistakes.Form)
    {
        if (await AskAsync(command) is not { } refusal)
        {
            return Onward(Address, sentence);
        }

        Refuse(refusal, field);
        FormMistakes.Renew(HttpContext);
        return Page();
    }
}

/// <summary>An organisation in a line of the register of outgoing waste.</summary>
/// <param name="Part">What it does there: <c>producer</c>, <c>carrier</c> or <c>destination</c>.</param>
/// <param name="Id">Which one.</param>
/// <param name="Name">What it is called.</param>
/// <param name="Where">Its number and address, as far as they are known.</param>
internal sealed record RegisterParty(string Part, OrganisationId Id, string Name, Establishment Where);
