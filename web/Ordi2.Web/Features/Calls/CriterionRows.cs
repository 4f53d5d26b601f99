using System.Collections.Immutable;
using System.Globalization;
using Ordi2.Contracts.Calls;
using Ordi2.Web.Features.Shared;

namespace Ordi2.Web.Features.Calls;

/// <summary>What a jury looks at, as rows of a form: a name and a weight each. A call has them, and so have the rules that a call follows where it has none.</summary>
/// <param name="page">The form that they stand in.</param>
/// <param name="known">What is in force, before anything was sent.</param>
/// <param name="asSent">Whether what was sent is shown where something was.</param>
internal sealed class CriterionRows(RolePage page, IEnumerable<Criterion> known, bool asSent = true)
{
    private const int Most = 30;
    private const int Empty = 2;
    private const int Fewest = 4;

    /// <summary>The criteria that were written, and room for more.</summary>
    public IReadOnlyList<(int Index, string? Name, string? Weight)> Rows
    {
        get
        {
            var form = asSent && page.Request.HasFormContentType ? page.Request.Form : null;
            (string? Name, string? Weight)[] written = form is null
                ? [.. known.Select(one => ((string?)one.Name, (string?)one.Weight.ToString(CultureInfo.InvariantCulture)))]
                : [.. Enumerable.Range(0, Most).Select(index => (RolePage.Typed(form[NameOf(index)]), RolePage.Typed(form[WeightOf(index)]))).Where(pair => pair.Item1 is not null || pair.Item2 is not null)];
            return
            [
                .. Enumerable.Range(0, Math.Min(Most, Math.Max(Fewest, written.Length + Empty)))
                    .Select(index => index < written.Length ? (index, written[index].Name, written[index].Weight) : (index, null, null)),
            ];
        }
    }

    public static string NameOf(int index) => string.Create(CultureInfo.InvariantCulture, $"criterion-{index}");

    public static string WeightOf(int index) => string.Create(CultureInfo.InvariantCulture, $"weight-{index}");

    public string Say(string key, params object[] arguments) => page.Say(key, arguments);

    /// <summary>What was written; what is wrong with it is said by its field.</summary>
    public ImmutableArray<Criterion> Read()
    {
        var criteria = ImmutableArray.CreateBuilder<Criterion>();

        foreach (var (index, name, weight) in Rows)
        {
            if (name is not { } called)
            {
                page.Mistakes.Unless(weight is null, NameOf(index), page.Say("call-say-criterion"));
                continue;
            }

            var counts = RolePage.NumberOf(weight);
            page.Mistakes
                .Unless(counts is >= 1 and <= 100, WeightOf(index), page.Say("call-say-weight"))
                .Unless(criteria.All(one => one.Name != called), NameOf(index), page.Say("call-criterion-twice"));
            criteria.Add(new(called, counts ?? 0));
        }

        return criteria.ToImmutable();
    }
}
