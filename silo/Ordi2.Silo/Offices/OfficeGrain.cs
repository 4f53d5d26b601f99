using System.Collections.Immutable;
using Ordi2.Contracts;
using Ordi2.Contracts.Calendar;
using Ordi2.Contracts.Deliveries;
using Ordi2.Contracts.Documents;
using Ordi2.Contracts.Donations;
using Ordi2.Contracts.Dossiers;
using Ordi2.Contracts.Offices;
using Ordi2.Contracts.Organisations;
using Ordi2.Contracts.Receipts;
using Ordi2.Contracts.Recycling;
using Ordi2.Contracts.Sessions;
using Ordi2.Domain.Access;
using Ordi2.Domain.Aggregates;
using Ordi2.Domain.Documents;
using Ordi2.Domain.Donations;
using Ordi2.Domain.Machines;
using Ordi2.Domain.Offices;
using Ordi2.Ledger;
using Ordi2.Ledger.Audit;
using Ordi2.Ledger.Donations;
using Ordi2.Ledger.Machines;
using Ordi2.Silo.Documents;
using Ordi2.Silo.Organisations;
using Ordi2.Silo.Streams;

namespace Ordi2.Silo.Offices;

/// <summary>Gathers what a report says and has it made. It keeps nothing itself: asked again with the same id it finds the same document.</summary>
internal sealed class OfficeGrain(
    OrganisationDirectory organisations, DonationQueries gifts, InventoryQueries stock, IAuditLog log, DocumentPress press, ILedger ledger, TimeProvider clock) : Grain, IOfficeGrain
{
    private const string KeyPrefix = "office/";
    private const string MachinePrefix = "machine/";
    private const int MostOfAPage = 500;
    private const int GiftsAtOnce = 16;

    public async Task<Reply<DocumentTerms>> ReportAsync(ReportRequest request, Caller caller, Guid requestId)
    {
        var asks = await organisations.FindAsync(caller.Organisation);
        var donorId = request.Donor ?? caller.Organisation;
        var isOfADonor = request.Kind is DocumentKind.DonorReport or DocumentKind.ReuseAttestation;
        var donor = isOfADonor ? await organisations.FindAsync(donorId) : null;
        ImmutableArray<DonationTerms> given = isOfADonor ? [.. (await gifts.AboutAsync<DonationTerms>("donation", donorId.Text)).Where(terms => terms.Donor == donorId)] : [];

        if (ReportRules.Stops(request, caller, asks, donor, given) is { } reason)
        {
            return new Refused<DocumentTerms>(reason);
        }

        if (request.Kind is DocumentKind.TakeoverCertificate)
        {
            return await CertificateAsync(request.Donation!.Value, caller);
        }

        if (request.Kind is DocumentKind.InventoryReport)
        {
            return await InventoryAsync(request, asks!, caller, requestId);
        }

        if (request.Kind is DocumentKind.TransferDeed)
        {
            return request.Delivery is { } delivery ? await DeedAsync(delivery, caller, requestId) : await DeedAsync(request, caller, requestId);
        }

        var office = ReportRules.OfficeFor(request, caller, asks!);
        var year = request.Year ?? 0;
        given = given.RemoveAll(terms => !ReportRules.IsOf(office, caller, terms));

        switch (request.Kind)
        {
            case DocumentKind.DonorReport:
                return await MakeAsync(await DonorAsync(office, donor!, request.Year, given), caller, requestId);

            case DocumentKind.ReuseAttestation:
                var donations = await DonationsAsync(given, year, publicOnly: true);
                return ReportRules.NothingPublic([.. donations.Select(one => one.Terms)], donorId, year) is { } nothing
                    ? new Refused<DocumentTerms>(nothing)
                    : await MakeAsync(ReportPapers.Attestation(office, donor!, year, donations, await organisations.RulesForAsync(office)), caller, requestId);

            case DocumentKind.PoleReport:
                return await MakeAsync(await PoleAsync(office, year), caller, requestId);

            case DocumentKind.ReceiptDeclaration:
                return await MakeAsync(await DeclarationAsync(office, year), caller, requestId);

            case DocumentKind.WasteRegister:
                return await MakeAsync(await RegisterAsync(asks!, year), caller, requestId);

            case DocumentKind.InsertionHours:
                return await MakeAsync(ReportPapers.Hours(asks!, year, request.Hours!), caller, requestId);

            default:
                throw new System.Diagnostics.UnreachableException($"The rules let {request.Kind} pass.");
        }
    }

    public async Task<Reply<bool>> YearlyAsync(YearlyPaper paper)
    {
        var office = new OrganisationId(this.GetPrimaryKeyString()[KeyPrefix.Length..]);
        var trace = YearlyPapers.TraceOf(office, paper);

        // What was made is not read together again.
        if ((await press.FindAsync(trace) is { } number && await GrainFactory.GetGrain<IDocumentGrain>($"document/{number}").GetAsync() is not null)
            || await WasAskedForAsync(office, paper))
        {
            return new Done<bool>(false);
        }

        if (await RenderAsync(office, paper) is not { } render)
        {
            return new Refused<bool>(Refusal.NotFound("organisation-unknown", paper.Donor?.Text ?? office.Text));
        }

        return await press.MakeAsync(new() { Purpose = trace.Purpose, At = trace.At, Render = render }) is Refused<DocumentTerms> { Reason: var reason }
            ? new Refused<bool>(reason)
            : new Done<bool>(true);
    }

    /// <summary>Whether somebody had the paper made after its year was over, and it stands: a second one would say the same again.</summary>
    private async Task<bool> WasAskedForAsync(OrganisationId office, YearlyPaper paper)
    {
        var reader = (paper.Donor ?? office).Text;

        for (var year = paper.Year + 1; year <= FrenchCalendar.YearOf(clock.Now()); year++)
        {
            if ((await gifts.AboutAsync<DocumentTerms>("document", reader, SeriesNumbers.Beginning(paper.Kind, year))).Any(made => YearlyPapers.IsIt(made, office, paper)))
            {
                return true;
            }
        }

        return false;
    }

    private async Task<RenderDocument?> RenderAsync(OrganisationId office, YearlyPaper paper)
    {
        if (paper.Donor is not { } id)
        {
            return paper.Kind is DocumentKind.PoleReport ? await PoleAsync(office, paper.Year) : await DeclarationAsync(office, paper.Year);
        }

        ImmutableArray<DonationTerms> given = [.. (await gifts.AboutAsync<DonationTerms>("donation", id.Text)).Where(terms => terms.Donor == id && terms.Pole == office)];

        return await organisations.FindAsync(id) is not { } donor ? null
            : paper.Kind is DocumentKind.DonorReport ? await DonorAsync(office, donor, paper.Year, given)
            : ReportPapers.Attestation(office, donor, paper.Year, await DonationsAsync(given, paper.Year, publicOnly: true), await organisations.RulesForAsync(office));
    }

    private async Task<RenderDocument> DonorAsync(OrganisationId office, OrganisationProfile donor, int? year, ImmutableArray<DonationTerms> given) =>
        ReportPapers.Donor(office, donor, year, await DonationsAsync(given, year, publicOnly: false), await organisations.RulesForAsync(office));

    private async Task<RenderDocument> PoleAsync(OrganisationId office, int year)
    {
        var sessions = (await gifts.AboutAsync<SessionTerms>("session", office.Text)).Where(session => session.Pole == office);
        var hours = (await gifts.AboutAsync<DocumentTerms>("document", office.Text, SeriesNumbers.Beginning(DocumentKind.InsertionHours, year)))
            .Where(paper => ReportRules.IsToldTo(office, paper));
        var machines = (await gifts.CountOfPoleAsync(office.Text)).SelectMany(count => Enumerable.Repeat(count.Status, count.Count));
        return ReportPapers.Pole(office, year, sessions, machines, hours, await EpnRuleAsync(office, year), await NonConformityAsync(office, year));
    }

    private async Task<RenderDocument> DeclarationAsync(OrganisationId office, int year) =>
        ReportPapers.Declaration(office, year, await gifts.AboutAsync<ReceiptTerms>("receipt", office.Text));

    private Task<Reply<DocumentTerms>> MakeAsync(RenderDocument render, Caller caller, Guid requestId) =>
        press.MakeAsync(new() { Purpose = $"report/{caller.Organisation}/{requestId:N}", At = clock.Now(), Render = render });

    /// <summary>What was placed and what came back is what the papers of the year say that the pole reads.</summary>
    private async Task<NonConformity> NonConformityAsync(OrganisationId pole, int year) => NonConformity.Of(
        await gifts.StandingAsync("document", pole.Text, SeriesNumbers.Beginning(DocumentKind.HandoverRecord, year)),
        await gifts.AboutAsync<DocumentTerms>("document", pole.Text, SeriesNumbers.Beginning(DocumentKind.ReturnNote, year)),
        await organisations.RulesForAsync(pole));

    /// <summary>Read when it is asked for: who kept what, what the pole allowed, and what was refused.</summary>
    private async Task<EpnRule> EpnRuleAsync(OrganisationId pole, int year) => EpnRule.Of(
        year,
        await gifts.AboutAsync<OrganisationProfile>("organisation", pole.Text),
        (await gifts.KeptByEpnAsync(pole.Text)).Select(one => new KeptByEpn(new(one.Epn), one.Count)),
        (await gifts.AboutAsync<DossierTerms>("dossier", pole.Text)).Where(dossier => dossier.Pole == pole),
        await RefusedAsync(pole, year));

    private async Task<ImmutableArray<AskedAgainstTheRule>> RefusedAsync(OrganisationId pole, int year)
    {
        var found = ImmutableArray.CreateBuilder<AskedAgainstTheRule>();

        foreach (var code in EpnRule.Codes)
        {
            var filter = new AuditFilter
            {
                Pole = pole.Text,
                PoleRelation = RelationSet.Of(Relation.ItsPole).Bits,
                Code = code,
                Since = FrenchCalendar.StartOf(new(year, 1, 1)),
                Until = FrenchCalendar.StartOf(new(year + 1, 1, 1)),
                Limit = MostOfAPage,
            };

            for (var page = await log.ListAsync(filter); ; page = await log.ListAsync(filter with { Cursor = page.Cursor }))
            {
                found.AddRange(page.Entries.Select(entry => new AskedAgainstTheRule(entry.At, entry.Organisation is { } by ? new(by) : null, code, entry.About, entry.Times)));

                if (page.Cursor is null)
                {
                    break;
                }
            }
        }

        return found.ToImmutable();
    }

    /// <summary>A counting ends with its report: what is asked for again with the same id is the counting that was ended then.</summary>
    private async Task<Reply<DocumentTerms>> InventoryAsync(ReportRequest request, OrganisationProfile office, Caller caller, Guid requestId)
    {
        var now = clock.Now();

        if (ReportRules.Uncountable(request, office, now) is { } reason)
        {
            return new Refused<DocumentTerms>(reason);
        }

        var seen = (await stock.SeenAsync(office.Id.Text, request.Since!.Value))
            .Select(one => (Label: one.Stream[MachinePrefix.Length..], Recorded: Streams.Facts.Read<MachineEvent>(one)))
            .Select(one => new SeenMachine(one.Label, (Inventoried)one.Recorded.Event, one.Recorded.From.OccurredAt))
            .ToArray();
        var held = await stock.HeldByAsync(office.Id.Text);
        var others = await stock.TheseAsync(seen.Select(one => one.Label).Except(held.Select(row => row.Id), StringComparer.Ordinal));
        var books = held.Concat(others).Select(row => new BookedMachine(row.Id, row.Type, row.Status, row.StatusSince, row.Holder, row.Site));
        var count = StockTake.Of(office.Id, request.Site, request.Since.Value, books, seen);

        return ReportRules.NothingCounted(count) is { } nothing
            ? new Refused<DocumentTerms>(nothing)
            : await MakeAsync(InventoryPapers.Of(office, count, now, caller.Role), caller, requestId);
    }

    /// <summary>It was made when the donation was reconciled, and is not made again.</summary>
    private async Task<Reply<DocumentTerms>> CertificateAsync(DonationId id, Caller caller)
    {
        var donation = await GrainFactory.GetGrain<IDonationGrain>($"donation/{id}").GetAsync();

        if (donation is not null && caller.Organisation != donation.Donor && caller.Organisation != donation.Pole && caller.Organisation != donation.Receiver)
        {
            donation = null;
        }

        if (ReportRules.Uncertifiable(donation) is { } reason)
        {
            return new Refused<DocumentTerms>(reason);
        }

        return (await gifts.AboutAsync<DocumentTerms>("document", $"donation/{id}")).FirstOrDefault(paper => paper.Kind is DocumentKind.TakeoverCertificate) is { } made
            ? new Done<DocumentTerms>(made)
            : new Refused<DocumentTerms>(Refusal.Conflict("document-on-its-way", id.Text));
    }

    /// <summary>The deed of a machine, for its owner and its partner to sign.</summary>
    private async Task<Reply<DocumentTerms>> DeedAsync(ReportRequest request, Caller caller, Guid requestId)
    {
        var id = request.Machine!.Value;
        var machine = Machine.Fold((await ledger.ReadAsync($"{MachinePrefix}{id}")).Events.Select(Streams.Facts.Read<MachineEvent>));
        var newOwner = await organisations.FindAsync(request.NewOwner!.Value);

        var donation = machine.Donation is { } gift ? await GrainFactory.GetGrain<IDonationGrain>($"donation/{gift}").GetAsync() : null;

        if (TransferDeed.Unmakable(id, machine, donation, caller.Organisation, newOwner, request.PriceCents, await organisations.RulesForAsync(caller.Organisation)) is { } reason)
        {
            return new Refused<DocumentTerms>(reason);
        }

        var owner = TransferDeed.OwnerOf(machine, donation, caller.Organisation);

        if (await organisations.FindAsync(owner) is not { } gives)
        {
            return new Refused<DocumentTerms>(Refusal.NotFound("organisation-unknown", owner.Text));
        }

        return await press.MakeAsync(new()
        {
            Purpose = $"report/{caller.Organisation}/{requestId:N}",
            At = clock.Now(),
            Render = TransferDeed.Of(caller.Organisation, id, machine, gives, newOwner!, request.PriceCents),
            Machines = [id],
        });
    }

    /// <summary>One deed for the machines of a delivery, for their owner and the EPN to sign.</summary>
    private async Task<Reply<DocumentTerms>> DeedAsync(DeliveryId id, Caller caller, Guid requestId)
    {
        if (await GrainFactory.GetGrain<IDeliveryGrain>($"delivery/{id}").GetAsync() is not { } delivery
            || await organisations.FindAsync(delivery.From) is not { } workshop
            || workshop.Pole != caller.Organisation)
        {
            return new Refused<DocumentTerms>(Refusal.NotFound("delivery-unknown"));
        }

        var machines = await Task.WhenAll(delivery.Machines.Union(delivery.Arrived).Select(
            async one => (Id: one, Machine: Machine.Fold((await ledger.ReadAsync($"{MachinePrefix}{one}")).Events.Select(Streams.Facts.Read<MachineEvent>)))));
        var given = (await Task.WhenAll(machines.Select(one => one.Machine.Donation).OfType<DonationId>().Distinct().Select(
            async gift => (Id: gift, Terms: await GrainFactory.GetGrain<IDonationGrain>($"donation/{gift}").GetAsync())))).ToDictionary(gift => gift.Id, gift => gift.Terms);
        var epn = await organisations.FindAsync(delivery.Consignee);
        var passing = TransferDeed.Passing(
            machines.Select(one => new DeededMachine(one.Id, one.Machine, one.Machine.Donation is { } gift ? given[gift] : null)),
            caller.Organisation,
            epn,
            await organisations.RulesForAsync(caller.Organisation));

        if (TransferDeed.Unmakable(id, passing, caller.Organisation) is { } reason)
        {
            return new Refused<DocumentTerms>(reason);
        }

        var owner = TransferDeed.OwnerOf(passing[0].Machine, passing[0].Donation, caller.Organisation);

        return await organisations.FindAsync(owner) is not { } gives
            ? new Refused<DocumentTerms>(Refusal.NotFound("organisation-unknown", owner.Text))
            : await press.MakeAsync(new()
            {
                Purpose = $"report/{caller.Organisation}/{requestId:N}",
                At = clock.Now(),
                Render = TransferDeed.Of(caller.Organisation, id, passing, gives, epn!),
            });
    }

    /// <summary>Every batch that left, with all whom its lines name.</summary>
    private async Task<RenderDocument> RegisterAsync(OrganisationProfile office, int year)
    {
        var batches = ReportPapers.Departed(office.Id, year, await gifts.AboutAsync<BatchTerms>("batch", office.Id.Text));
        var named = new List<OrganisationProfile>();

        foreach (var id in batches.SelectMany(batch => new[] { batch.Register!.Producer, batch.Register.Carrier, batch.Register.Destination, batch.Register.Broker }).OfType<OrganisationId>().Distinct())
        {
            if (await organisations.FindAsync(id) is { } profile)
            {
                named.Add(profile);
            }
        }

        return ReportPapers.Register(office, year, batches, [.. named]);
    }

    /// <summary>Donations with what came of them; of a year those that were received in it.</summary>
    private async Task<ImmutableArray<ReportedDonation>> DonationsAsync(ImmutableArray<DonationTerms> given, int? year, bool publicOnly)
    {
        var found = ImmutableArray.CreateBuilder<ReportedDonation>();
        var wanted = given.Where(terms => (!publicOnly || DonationRestrictions.IsPublic(terms.LegalBasis))
            && (year is null || ((terms.GivenAt ?? terms.SignedAt) is { } at && FrenchCalendar.YearOf(at) == year)));

        // One after the other, those of a large donor would outlast the call.
        foreach (var some in wanted.Chunk(GiftsAtOnce))
        {
            found.AddRange(await Task.WhenAll(some.Select(ReportedAsync)));
        }

        return found.ToImmutable();
    }

    private async Task<ReportedDonation> ReportedAsync(DonationTerms terms)
    {
        var machines = gifts.EverAsync(terms.Id.Text);
        var papers = gifts.AboutAsync<DocumentTerms>("document", $"donation/{terms.Id}");
        await Task.WhenAll(machines, papers);

        return new(
            terms,
            [.. (await machines).Select(row => new ListedMachine(row.Id, row.Type, row.Status, row.Serial, row.Impact, row.Owner is { } owner ? new(owner) : null))],
            await papers);
    }
}
