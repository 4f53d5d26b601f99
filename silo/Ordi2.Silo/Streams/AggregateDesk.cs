using System.Collections.Immutable;
using Ordi2.Contracts;
using Ordi2.Contracts.Allocations;
using Ordi2.Contracts.Calls;
using Ordi2.Contracts.Configurations;
using Ordi2.Contracts.Deliveries;
using Ordi2.Contracts.Documents;
using Ordi2.Contracts.Donations;
using Ordi2.Contracts.Dossiers;
using Ordi2.Contracts.Loans;
using Ordi2.Contracts.Machines;
using Ordi2.Contracts.Organisations;
using Ordi2.Contracts.Receipts;
using Ordi2.Contracts.Rounds;
using Ordi2.Domain.Aggregates;
using Ordi2.Domain.Documents;
using Ordi2.Domain.Donations;
using Ordi2.Domain.Machines;
using Ordi2.Domain.Rounds;
using Ordi2.Ledger;
using Ordi2.Ledger.Aggregates;
using Ordi2.Ledger.Donations;
using Ordi2.Ledger.Machines;
using Ordi2.Ledger.Texts;
using Ordi2.Silo.Allocations;
using Ordi2.Silo.Documents;
using Ordi2.Silo.Organisations;
using Ordi2.Silo.Recalls;

namespace Ordi2.Silo.Streams;

/// <summary>What the grains of all aggregates share: where they read, whom they ask, what time it is.</summary>
internal sealed partial class AggregateDesk(
    ILedger ledger,
    IGrainFactory grains,
    OrganisationDirectory organisations,
    AttachmentQueries attachments,
    DonationQueries gifts,
    MachineQueries machines,
    FreeStock stock,
    DocumentPress press,
    RefusalBook refusals,
    SnapshotQueries snapshots,
    FreeTextStore texts,
    TimeProvider clock,
    ILogger<AggregateDesk> logger)
{
    public DateTimeOffset Now => clock.Now();

    /// <summary>The aggregate of a grain's key.</summary>
    /// <param name="kind">Which kind.</param>
    /// <param name="key">The grain's key.</param>
    /// <param name="forget">Lets the activation go, when it no longer knows how its history ends.</param>
    /// <exception cref="ArgumentException">The key is not <c>kind/id</c>.</exception>
    public Aggregate<TState, TCommand, TEvent, TTerms> Open<TState, TCommand, TEvent, TTerms>(
        Kind<TState, TCommand, TEvent, TTerms> kind,
        string key,
        Action forget)
        where TState : class
        where TCommand : class
        where TEvent : class
        where TTerms : class => new(kind, this, ledger, key, forget);

    /// <summary>The row of an aggregate of which the row says everything, and what was written since.</summary>
    public Task<Snapshot?> SnapshotAsync(string kind, string id, CancellationToken cancellationToken) => snapshots.FindAsync(kind, id, cancellationToken);

    /// <inheritdoc cref="FreeTextStore.RewriteAsync"/>
    public Task RewriteAsync(AggregateRow row) => texts.RewriteAsync(row);

    /// <inheritdoc cref="RefusalBook.NoteAsync"/>
    public Task NoteRefusalAsync(string kind, string? key, string step, Refusal reason, Caller caller) => refusals.NoteAsync(kind, key, step, reason, caller);

    /// <summary>A deadline asked for something that is refused: it stays due, and a person should look.</summary>
    public void CouldNot(string key, string step, Refusal reason) => Log.Refused(logger, key, step, reason.Code);

    /// <summary>Numbers of the first events of the appends whose documents nobody printed.</summary>
    public async Task<ImmutableArray<long>> UnprintedAsync(string key) => [.. (await ledger.UntoldAsync(key)).Select(row => row.Seq)];

    /// <summary>Has documents made. What was refused or failed stays due, and keeps none of the others from being made.</summary>
    /// <returns>Whether all of them are made.</returns>
    public async Task<bool> PrintAsync(string key, ImmutableArray<DocumentOrder> papers)
    {
        var made = true;

        foreach (var paper in papers)
        {
            try
            {
                made &= await press.MakeAsync(await NamedAsync(paper)) is Done<DocumentTerms>;
            }
            catch (Exception exception)
            {
                Log.Unprinted(logger, exception, key);
                made = false;
            }
        }

        return made;
    }

    /// <summary>The order with the machines that its dossier has got by now, and with the days of its sessions.</summary>
    private async Task<DocumentOrder> NamedAsync(DocumentOrder paper)
    {
        var named = paper.MachinesOf is { } dossier ? paper with { Machines = paper.Machines.AddRange(await WaitingForAsync(dossier)) } : paper;
        return named.SessionsOf is { } planned && await grains.GetGrain<IDossierGrain>($"dossier/{planned}").GetAsync() is { } plan ? named.Accompanied(plan.Sessions) : named;
    }

    private async Task<ImmutableArray<MachineId>> WaitingForAsync(DossierId dossier)
    {
        var found = ImmutableArray.CreateBuilder<MachineId>();
        var filter = new MachineFilter { Dossier = dossier.Text, Limit = MachineFilter.MostRows };

        for (var page = await machines.ListAsync(filter); ; page = await machines.ListAsync(filter with { Cursor = page.Cursor }))
        {
            found.AddRange(page.Rows.Where(row => row.Loan is null).Select(row => new MachineId(row.Id)));

            if (page.Cursor is null)
            {
                return found.ToImmutable();
            }
        }
    }

    /// <summary>Asks the others what a decision needs to know.</summary>
    /// <param name="inquiry">What it needs.</param>
    /// <param name="key">Who asks: an organisation that is named in its own command must not wait for itself.</param>
    /// <param name="itself">What an organisation that asks knows of itself.</param>
    public async Task<Domain.Aggregates.Facts> AskAsync(Inquiry inquiry, string key, OrganisationProfile? itself)
    {
        if (ReferenceEquals(inquiry, Inquiry.None))
        {
            return Domain.Aggregates.Facts.None;
        }

        var donation = inquiry.Donation is { } donationId ? await grains.GetGrain<IDonationGrain>($"donation/{donationId}").GetAsync() : null;
        var loan = inquiry.Loan is { } loanId ? await grains.GetGrain<ILoanGrain>($"loan/{loanId}").GetAsync() : null;
        var dossier = (inquiry.Dossier ?? loan?.Dossier) is { } dossierId ? await grains.GetGrain<IDossierGrain>($"dossier/{dossierId}").GetAsync() : null;
        var call = inquiry.Call is { } callId ? await grains.GetGrain<ICallGrain>($"call/{callId}").GetAsync() : null;
        var jury = call?.Jury.Select(juror => (OrganisationId?)juror.Organisation) ?? [];
        OrganisationId?[] named = [.. inquiry.Organisations.Cast<OrganisationId?>(), .. jury, donation?.Donor, donation?.Receiver, dossier?.Epn, dossier?.Partner];
        var profiles = ImmutableArray.CreateBuilder<OrganisationProfile>();

        foreach (var id in named.OfType<OrganisationId>().Distinct())
        {
            if ((key == $"organisation/{id}" ? itself : await organisations.FindAsync(id)) is { } profile)
            {
                profiles.Add(profile);
            }
        }

        return await WithMachinesAsync(inquiry, Domain.Aggregates.Facts.Of(profiles.ToArray()) with
        {
            Donation = donation,
            Dossier = dossier,
            Loan = loan,
            Call = call,
            Stock = await StockAsync(inquiry.StockForLine, dossier),
            Rules = (inquiry.RulesOf ?? dossier?.Pole ?? donation?.Pole) is { } whose ? await organisations.RulesForAsync(whose) : PoleRules.Default,
            AuditedMedia = await MediaAsync(inquiry.MediaOf),
            PickedUp = inquiry.CountsOf is { } counted
                ? PickedUp.Together((await gifts.AboutAsync<RoundTerms>("round", $"donation/{counted}")).SelectMany(round => round.Counts))
                : [],
            Receipts = inquiry.ReceiptsOf is { } receipted ? await gifts.AboutAsync<ReceiptTerms>("receipt", $"donation/{receipted}") : [],
            Arrived = inquiry.CountsOf is { } arrived ? ArrivedCount.Of((await gifts.CountAsync(arrived.Text)).Select(one => (one.Type, one.Status, one.Count))) : [],
            OpenDeliveries = inquiry.OpenDeliveriesOf is { } sender
                ? await gifts.AboutAsync<DeliveryTerms>("delivery", sender.Text, [DeliveryStatus.Preparing.Code(), DeliveryStatus.Ready.Code(), DeliveryStatus.Dispatched.Code()])
                : [],
            Holders = await HoldersAsync(inquiry.HoldersOf),
            Recalled = inquiry.Recalled is { } question ? await RecalledMachines.FindAsync(question, machines, grains) : [],
            Number = inquiry.Numbered is { } numbered ? await snapshots.NumberAsync(numbered.Series.Text, numbered.Purpose) : null,
            Attached = inquiry.AttachedTo is { } subject ? (await attachments.OfAsync(subject)).Counts : Attachments.None,
        });
    }

    /// <summary>Machines and what they are in; rarely asked, so the histories are read.</summary>
    private async Task<Domain.Aggregates.Facts> WithMachinesAsync(Inquiry inquiry, Domain.Aggregates.Facts facts)
    {
        var deliveries = ImmutableDictionary.CreateBuilder<DeliveryId, DeliveryTerms>();
        var found = ImmutableDictionary.CreateBuilder<MachineId, Machine>();
        var dossiers = ImmutableDictionary.CreateBuilder<DossierId, DossierTerms>();
        await AddAsync(inquiry.Delivery);

        foreach (var id in inquiry.Machines.Concat(deliveries.Values.SelectMany(delivery => delivery.Machines)).Distinct().Where(id => !string.IsNullOrEmpty(id.Text)).ToArray())
        {
            if ((await ledger.ReadAsync($"machine/{id}")).Events is { IsEmpty: false } events)
            {
                found[id] = Machine.Fold(events.Select(Facts.Read<MachineEvent>));
                await AddAsync(found[id].Delivery);
            }
        }

        foreach (var id in found.Values.Select(machine => machine.Allocation?.Dossier).Concat(deliveries.Values.Select(delivery => (DossierId?)delivery.Dossier)).OfType<DossierId>().Distinct())
        {
            if (await grains.GetGrain<IDossierGrain>($"dossier/{id}").GetAsync() is { } terms)
            {
                dossiers[id] = terms;
            }
        }

        return facts with { Machines = found.ToImmutable(), Deliveries = deliveries.ToImmutable(), Dossiers = dossiers.ToImmutable() };

        async Task AddAsync(DeliveryId? id)
        {
            if (id is { Text.Length: > 0 } named && !deliveries.ContainsKey(named) && await grains.GetGrain<IDeliveryGrain>($"delivery/{named}").GetAsync() is { } terms)
            {
                deliveries[named] = terms;
            }
        }
    }

    private async Task<ImmutableDictionary<MachineId, OrganisationId>> HoldersAsync(ImmutableArray<MachineId> of) => of.IsEmpty
        ? ImmutableDictionary<MachineId, OrganisationId>.Empty
        : (await machines.HoldersAsync([.. of.Select(machine => machine.Text)])).ToImmutableDictionary(one => new MachineId(one.Machine), one => new OrganisationId(one.Holder));

    private async Task<ImmutableArray<StockMachine>> StockAsync(int? line, DossierTerms? dossier) =>
        line is { } index && dossier is { Pole: { } pole } && index >= 0 && index < dossier.Needs.Length && dossier.Needs[index] is var need
            ? await stock.ForAsync(pole, need, dossier.Mode)
            : [];

    /// <summary>Every medium that an audit of one of the machines ever listed; rarely asked, so the histories are read.</summary>
    private async Task<ImmutableHashSet<string>> MediaAsync(ImmutableArray<MachineId> of)
    {
        var serials = ImmutableHashSet.CreateBuilder<string>(StringComparer.Ordinal);

        foreach (var machine in of)
        {
            serials.UnionWith((await ledger.ReadAsync($"machine/{machine}")).Events
                .Select(stored => Facts.Read<MachineEvent>(stored).Event)
                .OfType<AuditRecorded>()
                .SelectMany(audit => audit.Audit.Media)
                .Where(medium => !medium.Serial.StartsWith('?'))
                .Select(medium => medium.Serial.Trim().ToUpperInvariant()));
        }

        return serials.ToImmutable();
    }

    private static partial class Log
    {
        [LoggerMessage(2, LogLevel.Error, "{Key}: its documents could not be made; they stay due.")]
        public static partial void Unprinted(ILogger logger, Exception exception, string key);

        [LoggerMessage(1, LogLevel.Warning, "{Key} is due, and '{Step}' was refused to the system: {Code}.")]
        public static partial void Refused(ILogger logger, string key, string step, string code);
    }
}
