using System.Collections.Immutable;
using Ordi2.Contracts;
using Ordi2.Domain;
using Ordi2.Domain.Machines;
using Ordi2.Ledger;
using Ordi2.Ledger.Machines;
using Ordi2.Web.Http;

namespace Ordi2.Web.Features.Inbox;

/// <summary>What was noticed of a machine, in words: the sentence stands with the refusals, what it is about in the history.</summary>
internal static class FindingWords
{
    public static ImmutableArray<(string Code, string Sentence)> Of(MachineRow row, StreamHistory history, string language)
    {
        if (row.Findings.IsEmpty)
        {
            return [];
        }

        var raised = history.Events
            .Select(stored => EventCatalog<MachineEvent>.Read(stored.Type, stored.Told.Span))
            .OfType<FindingRaised>()
            .GroupBy(finding => finding.Code, StringComparer.Ordinal)
            .ToDictionary(group => group.Key, group => group.Last().Arguments, StringComparer.Ordinal);

        return [.. row.Findings.Select(code => (code, Sentences.Message(new Refusal(RefusalKind.Conflict, code, raised.GetValueOrDefault(code, [])), language)))];
    }
}
