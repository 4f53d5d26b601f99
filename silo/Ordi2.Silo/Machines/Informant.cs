using System.Collections.Immutable;
using Ordi2.Contracts;
using Ordi2.Contracts.Deliveries;
using Ordi2.Contracts.Documents;
using Ordi2.Contracts.Donations;
using Ordi2.Contracts.Dossiers;
using Ordi2.Contracts.Loans;
using Ordi2.Contracts.Machines;
using Ordi2.Contracts.Organisations;
using Ordi2.Contracts.Parts;
using Ordi2.Contracts.Recycling;
using Ordi2.Contracts.Rounds;
using Ordi2.Domain.Configurations;
using Ordi2.Domain.Documents;
using Ordi2.Domain.Machines;
using Ordi2.Silo.Organisations;

namespace Ordi2.Silo.Machines;

/// <summary>Asks the other aggregates what a step needs to know, before it is decided.</summary>
internal sealed class Informant(IGrainFactory grains, OrganisationDirectory organisations, IMachineLookup lookup)
{
    /// <param name="machine">The machine as it is decided on.</param>
    /// <param name="id">Which one.</param>
    /// <param name="command">The step.</param>
    /// <param name="caller">Whose organisation.</param>
    /// <param name="told">What was told already to one who asks about several steps; nothing where there is only this one.</param>
    /// <returns>The circumstances, or nothing when the caller's organisation is not known.</returns>
    public ValueTask<Circumstances?> AskAsync(Machine machine, MachineId id, MachineCommand command, OrganisationId caller, Told? told = null)
    {
        var needs = Needs.Of(machine, command, caller);
        return needs == Needs.Nothing ? RuledAsync(machine, caller, told) : new(AskAsync(machine, id, needs, caller, told));
    }

    private ValueTask<Circumstances?> RuledAsync(Machine machine, OrganisationId caller, Told? told) =>
        told is null ? RuledAsync(machine, caller) : told.OnceAsync("rules", _ => RuledAsync(machine, caller).AsTask());

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

    /// <inheritdoc cref="AskAsync(Machine, MachineId, MachineCommand, OrganisationId, Told?)"/>
    public async Task<Circumstances?> AskAsync(Machine machine, MachineId id, Needs needs, OrganisationId caller, Told? told = null)
    {
        if (await RuledAsync(machine, caller, told) is not { } alone)
        {
            return null;
        }

        told ??= new Told();
        var found = alone with
        {
            Donation = needs.Donation is { } donation ? await told.OnceAsync($"donation/{donation}", key => grains.GetGrain<IDonationGrain>(key).GetAsync()) : null,
            Round = needs.Round is { } round ? await told.OnceAsync($"round/{round}", key => grains.GetGrain<IRoundGrain>(key).GetAsync()) : null,
            Dossier = needs.Dossier is { } dossier ? await told.OnceAsync($"dossier/{dossier}", key => grains.GetGrain<IDossierGrain>(key).GetAsync()) : null,
            Delivery = needs.Delivery is { } delivery ? await told.OnceAsync($"delivery/{delivery}", key => grains.GetGrain<IDeliveryGrain>(key).GetAsync()) : null,
            Loan = needs.Loan is { } loan ? await told.OnceAsync($"loan/{loan}", key => grains.GetGrain<ILoanGrain>(key).GetAsync()) : null,
            Batch = needs.Batch is { } batch ? await told.OnceAsync($"batch/{batch}", key => grains.GetGrain<IBatchGrain>(key).GetAsync()) : null,
            LastBatch = needs.LastBatch is { } last ? await told.OnceAsync($"batch/{last}", key => grains.GetGrain<IBatchGrain>(key).GetAsync()) : null,
            Deed = needs.Deed is { } deed && SeriesNumbers.TryParse(deed.Text, out _, out _) ? await told.OnceAsync($"document/{deed}", key => grains.GetGrain<IDocumentGrain>(key).GetAsync()) : null,
            Parts = await PartsAsync(needs.Parts, told),
            SameSerial = needs.Serial is { Length: > 0 } serial ? await lookup.SameSerialAsync(serial, id) : [],
            LabelLeadsTo = needs.Label is { } label ? await lookup.LabelLeadsToAsync(label) : null,
        };

        return found with { Others = await OthersAsync(found, needs.Organisations, told) };
    }

    private async Task<ImmutableArray<PartTerms>> PartsAsync(ImmutableArray<PartId> parts, Told told)
    {
        var found = ImmutableArray.CreateBuilder<PartTerms>(parts.Length);

        foreach (var part in parts.Distinct())
        {
            if (await told.OnceAsync($"part/{part}", key => grains.GetGrain<IPartGrain>(key).GetAsync()) is { } terms)
            {
                found.Add(terms);
            }
        }

        return found.ToImmutable();
    }

    /// <summary>The organisations that the step names, and those that the aggregates name.</summary>
    private async Task<ImmutableArray<OrganisationProfile>> OthersAsync(Circumstances found, ImmutableArray<OrganisationId> named, Told told)
    {
        OrganisationId?[] wanted = [.. named.Cast<OrganisationId?>(), found.Dossier?.Epn, found.Dossier?.Partner, found.Loan?.Lender, found.Loan?.Borrower, found.Delivery?.Consignee];
        var profiles = ImmutableArray.CreateBuilder<OrganisationProfile>();

        foreach (var id in wanted.OfType<OrganisationId>().Distinct())
        {
            if (await told.OnceAsync($"organisation/{id}", _ => organisations.FindAsync(id).AsTask()) is { } profile)
            {
                profiles.Add(profile);
            }
        }

        return profiles.ToImmutable();
    }
}

/// <summary>
/// What others answered to one who asks about several steps of one machine: each of them is asked once, and every step is judged by the same answer.
/// </summary>
internal sealed class Told
{
    private readonly Dictionary<string, object?> _answers = new(StringComparer.Ordinal);

    /// <summary>What was answered to the first question.</summary>
    /// <param name="key">Who is asked.</param>
    /// <param name="ask">Asks, the first time.</param>
    public async ValueTask<T?> OnceAsync<T>(string key, Func<string, Task<T?>> ask)
        where T : class
    {
        if (!_answers.TryGetValue(key, out var answer))
        {
            _answers[key] = answer = await ask(key);
        }

        return (T?)answer;
    }
}

/// <summary>What only the read tables know: which machine a label or a serial leads to.</summary>
internal interface IMachineLookup
{
    ValueTask<MachineId?> LabelLeadsToAsync(MachineId label);

    /// <summary>Why a code that no machine has yet is to stay without one; nothing where it may be stuck on a machine.</summary>
    ValueTask<Refusal?> WhyNoMachineAsync(MachineId label);

    /// <summary>Other machines with that serial that are not at the end of their life.</summary>
    ValueTask<ImmutableArray<MachineId>> SameSerialAsync(string serial, MachineId except);
}
