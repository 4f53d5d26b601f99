using System.Collections.Immutable;
using Ordi2.Contracts;
using Ordi2.Contracts.Documents;
using Ordi2.Contracts.Donations;
using Ordi2.Contracts.Offices;
using Ordi2.Contracts.Organisations;
using Ordi2.Contracts.Receipts;
using Ordi2.Contracts.Recycling;
using Ordi2.Contracts.Sessions;
using Ordi2.Domain.Calendar;
using Ordi2.Domain.Documents;
using Ordi2.Domain.Donations;
using Ordi2.Domain.Offices;
using Ordi2.Ledger.Donations;
using Ordi2.Silo.Documents;
using Ordi2.Silo.Organisations;
using Ordi2.Silo.Streams;

namespace Ordi2.Silo.Offices;

/// <summary>Gathers what a report says and has it made. It keeps nothing itself: asked again with the same id it finds the same document.</summary>
internal sealed class OfficeGrain(OrganisationDirectory organisations, DonationQueries gifts, DocumentPress press, TimeProvider clock) : Grain, IOfficeGrain
{
    public async Task<Reply<DocumentTerms>> ReportAsync(ReportRequest request, Caller caller, Guid requestId)
    {
        var asks = await organisations.FindAsync(caller.Organisation);
        var donorId = request.Donor ?? caller.Organisation;
        var donor = request.Kind is DocumentKind.DonorReport or DocumentKind.ReuseAttestation ? await organisations.FindAsync(donorId) : null;

        if (ReportRules.Stops(request, caller, asks, donor) is { } reason)
        {
            return new Refused<DocumentTerms>(reason);
        }

        if (request.Kind is DocumentKind.TakeoverCertificate)
        {
            return await CertificateAsync(request.Donation!.Value, caller);
        }

        var office = ReportRules.OfficeFor(request, caller, asks!);
        var year = request.Year ?? 0;

        switch (request.Kind)
        {
            case DocumentKind.DonorReport:
                return await MakeAsync(ReportPapers.Donor(office, donor!, request.Year, await DonationsAsync(donorId, request.Year, publicOnly: false), await organisations.RulesForAsync(office)), caller, requestId);

            case DocumentKind.ReuseAttestation:
                var donations = await DonationsAsync(donorId, year, publicOnly: true);
                return ReportRules.NothingPublic([.. donations.Select(one => one.Terms)], donorId, year) is { } nothing
                    ? new Refused<DocumentTerms>(nothing)
                    : await MakeAsync(ReportPapers.Attestation(office, donor!, year, donations, await organisations.RulesForAsync(office)), caller, requestId);

            case DocumentKind.PoleReport:
                var sessions = await gifts.AboutAsync<SessionTerms>("session", office.Text);
                var hours = (await gifts.AboutAsync<DocumentTerms>("document", office.Text))
                    .Where(paper => paper is { Kind: DocumentKind.InsertionHours, Status: not (DocumentStatus.Cancelled or DocumentStatus.Replaced) } && FrenchCalendar.YearOf(paper.MadeAt) == year);
                var machines = (await gifts.CountOfPoleAsync(office.Text)).SelectMany(count => Enumerable.Repeat(count.Status, count.Count));
                return await MakeAsync(ReportPapers.Pole(office, year, sessions, machines, hours), caller, requestId);

            case DocumentKind.ReceiptDeclaration:
                return await MakeAsync(ReportPapers.Declaration(office, year, await gifts.AboutAsync<ReceiptTerms>("receipt", office.Text)), caller, requestId);

            case DocumentKind.WasteRegister:
                return await MakeAsync(await RegisterAsync(asks!, year), caller, requestId);

            case DocumentKind.InsertionHours:
                return await MakeAsync(ReportPapers.Hours(asks!, year, request.Hours!), caller, requestId);

            default:
                throw new System.Diagnostics.UnreachableException($"The rules let {request.Kind} pass.");
        }
    }

    private Task<Reply<DocumentTerms>> MakeAsync(RenderDocument render, Caller caller, Guid requestId) =>
        press.MakeAsync(new() { Purpose = $"report/{caller.Organisation}/{requestId:N}", At = clock.Now(), Render = render });

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

    /// <summary>Every batch that left, with all whom its lines name.</summary>
    private async Task<RenderDocument> RegisterAsync(OrganisationProfile office, int year)
    {
        var batches = ReportPapers.Departed(office.Id, year, await gifts.AboutAsync<BatchTerms>("batch", office.Id.Text));
        var named = new List<OrganisationProfile>();

        foreach (var id in batches.SelectMany(batch => new[] { batch.Register!.Producer, batch.Register.Carrier, batch.Register.Destination }).Distinct())
        {
            if (await organisations.FindAsync(id) is { } profile)
            {
                named.Add(profile);
            }
        }

        return ReportPapers.Register(office, year, batches, [.. named]);
    }

    /// <summary>The donations of a donor with what came of them; of a year those that were received in it.</summary>
    private async Task<ImmutableArray<ReportedDonation>> DonationsAsync(OrganisationId donor, int? year, bool publicOnly)
    {
        var found = ImmutableArray.CreateBuilder<ReportedDonation>();

        foreach (var terms in await gifts.AboutAsync<DonationTerms>("donation", donor.Text))
        {
            if (terms.Donor != donor
                || (publicOnly && !DonationRestrictions.IsPublic(terms.LegalBasis))
                || (year is { } wanted && (terms.CountedAt ?? terms.SignedAt) is var at && (at is null || FrenchCalendar.YearOf(at.Value) != wanted)))
            {
                continue;
            }

            var machines = await gifts.MachinesAsync(terms.Id.Text);
            found.Add(new(
                terms,
                [.. machines.Select(row => new ListedMachine(row.Id, row.Type, row.Status, row.Serial, row.Impact))],
                await gifts.AboutAsync<DocumentTerms>("document", $"donation/{terms.Id}")));
        }

        return found.ToImmutable();
    }
}
