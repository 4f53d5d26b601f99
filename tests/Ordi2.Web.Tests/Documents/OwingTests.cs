using Ordi2.Domain.Access;
using Ordi2.Domain.Aggregates;
using Ordi2.Ledger.Aggregates;

namespace Ordi2.Web.Tests.Documents;

/// <summary>The ledger names relations by their bits and knows none of them by its name.</summary>
public class OwingTests
{
    [Fact]
    public void Whoever_owes_a_signature_is_found_by_the_bit_under_which_it_is_written() =>
        Assert.Equal(DocumentQueries.Owing, RelationSet.Of(Relation.OwesSignature).Bits);
}
