using Ordi2.Contracts;
using Ordi2.Contracts.Receipts;
using Ordi2.Domain.Access;
using Ordi2.Domain.Receipts;
using static Ordi2.Domain.Aggregates.Relation;

namespace Ordi2.Domain.Aggregates;

/// <summary>What stands between a donor and who receives its gift.</summary>
public static partial class Kinds
{
    public static readonly Kind<TaxReceipt, ReceiptCommand, ReceiptEvent, ReceiptTerms> Receipt = new()
    {
        Name = "receipt",
        Blank = id => new(new ReceiptId(id)),
        Evolve = (state, @event, from) => state.Evolve(@event, from),
        Asks = (state, command, _) => ReceiptDecisions.Asks(state, command),
        Decide = (state, command, caller, commandId, facts, _) => ReceiptDecisions.Decide(state, command, caller, commandId, facts),
        Terms = state => state.Terms,
        Status = terms => terms.Status.Code(),
        Version = terms => terms.Version,
        Parties = state => Party.Each((ItsDonor, state.Terms?.Donor), (ItsIssuer, state.Terms?.Issuer), (ItsPole, state.Terms?.Pole)),
        About = state => state.Terms is { } known ? [$"donation/{known.Donation}"] : [],
        DueAt = state => state.DueAt,
        WhyLogged = @event => @event is ReceiptErrandGivenUp { Reason.Code: var code } ? code : null,
    };
}
