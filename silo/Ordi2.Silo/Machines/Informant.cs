using System.Collections.Immutable;
using Ordi2.Contracts.Deliveries;
using Ordi2.Contracts.Donations;
using Ordi2.Contracts.Dossiers;
using Ordi2.Contracts.Loans;
using Ordi2.Contracts.Machines;
using Ordi2.Contracts.Organisations;
using Ordi2.Contracts.Parts;
using Ordi2.Contracts.Recycling;
using Ordi2.Contracts.Rounds;
using Ordi2.Domain.Configurations;
using Ordi2.Domain.Machines;
using Ordi2.Silo.Organisations;

namespace Ordi2.Silo.Machines;

/// <summary>Asks the other aggregates what a step needs to know, before it is decided.</summary>
internal sealed class Informant(IGrainFactory grains, OrganisationDirectory organisations, IMachineLookup lookup)
{
    /// <returns>The circumstances, or nothing when the caller's organisation is not known.</returns>
    public ValueTask<Circumstances?> AskAsync(Machine machine, MachineId id, MachineCommand command, OrganisationId caller)
    {
        var needs = Needs.Of(machine, command, caller);
        return needs == Needs.Nothing ? RuledAsync(machine, caller) : new(AskAsync(machine, id, needs, caller));
    }

    /// <summary>The caller's organisation and the rules of the machine's pole: nearly always those that the caller works by, and then nothing is made.</summary>
    private ValueTask<Circumstances?> RuledAsync(Machine machine, OrganisationId caller)
    {
        var alone = organisations.AloneAsync(caller);

        if (!alone.IsCompletedSuccessfully)
        {
            return new(LaterAsync(machine, alone));
        }

        var known = alone.Result;
        return known is null || machine.Pole is not { } pole || known.Scanner.RulesPole() == pole ? new(known) : new(OfAsync(pole, known));
    }

    private async Task<Circumstances?> LaterAsync(Machine machine, ValueTask<Circumstances?> asked) =>
        await asked is not { } alone ? null
        : machine.Pole is not { } pole || alone.Scanner.RulesPole() == pole ? alone
        : await OfAsync(pole, alone);

    private async Task<Circumstances?> OfAsync(OrganisationId pole, Circumstances alone) => alone with { Rules = await organisations.RulesAsync(pole) };

    /// <inheritdoc cref="AskAsync(Machine, MachineId, MachineCommand, OrganisationId)"/>
    public async Task<Circumstances?> AskAsync(Machine machine, MachineId id, Needs needs, OrganisationId caller)
    {
        if (await RuledAsync(machine, caller) is not { } alone)
        {
            return null;
        }

        var found = alone with
        {
            Donation = needs.Donation is { } donation ? await grains.GetGrain<IDonationGrain>($"donation/{donation}").GetAsync() : null,
            Round = needs.Round is { } round ? await grains.GetGrain<IRoundGrain>($"round/{round}").GetAsync() : null,
            Dossier = needs.Dossier is { } dossier ? await grains.GetGrain<IDossierGrain>($"dossier/{dossier}").GetAsync() : null,
            Delivery = needs.Delivery is { } delivery ? await grains.GetGrain<IDeliveryGrain>($"delivery/{delivery}").GetAsync() : null,
            Loan = needs.Loan is { } loan ? await grains.GetGrain<ILoanGrain>($"loan/{loan}").GetAsync() : null,
            Batch = needs.Batch is { } batch ? await grains.GetGrain<IBatchGrain>($"batch/{batch}").GetAsync() : null,
            LastBatch = needs.LastBatch is { } last ? await grains.GetGrain<IBatchGrain>($"batch/{last}").GetAsync() : null,
            Parts = await PartsAsync(needs.Parts),
            SameSerial = needs.Serial is { Length: > 0 } serial ? await lookup.SameSerialAsync(serial, id) : [],
            LabelLeadsTo = needs.Label is { } label ? await lookup.LabelLeadsToAsync(label) : null,
        };

        return found with { Others = await OthersAsync(found, needs.Organisations) };
    }

    private async Task<ImmutableArray<PartTerms>> PartsAsync(ImmutableArray<PartId> parts)
    {
        var found = ImmutableArray.CreateBuilder<PartTerms>(parts.Length);

        foreach (var part in parts.Distinct())
        {
            if (await grains.GetGrain<IPartGrain>($"part/{part}").GetAsync() is { } terms)
            {
                found.Add(terms);
            }
        }

        return found.ToImmutable();
    }

    /// <summary>The organisations that the step names, and those that the aggregates name.</summary>
    private async Task<ImmutableArray<OrganisationProfile>> OthersAsync(Circumstances found, ImmutableArray<OrganisationId> named)
    {
        OrganisationId?[] wanted = [.. named.Cast<OrganisationId?>(), found.Dossier?.Epn, found.Dossier?.Partner, found.Loan?.Borrower, found.Delivery?.Consignee];
        var profiles = ImmutableArray.CreateBuilder<OrganisationProfile>();

        foreach (var id in wanted.OfType<OrganisationId>().Distinct())
        {
            if (await organisations.FindAsync(id) is { } profile)
            {
                profiles.Add(profile);
            }
        }

        return profiles.ToImmutable();
    }
}

/// <summary>What only the read tables know: which machine a label or a serial leads to.</summary>
internal interface IMachineLookup
{
    ValueTask<MachineId?> LabelLeadsToAsync(MachineId label);

    /// <summary>Other machines with that serial that are not at the end of their life.</summary>
    ValueTask<ImmutableArray<MachineId>> SameSerialAsync(string serial, MachineId except);
}
