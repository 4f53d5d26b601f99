using System.Collections.Immutable;
using Ordi2.Contracts.Calls;
using Ordi2.Contracts.Deliveries;
using Ordi2.Contracts.Donations;
using Ordi2.Contracts.Dossiers;
using Ordi2.Contracts.Loans;
using Ordi2.Contracts.Recycling;
using Ordi2.Contracts.Rounds;

namespace Ordi2.Scanner.Simulation.Planning;

/// <summary>One donation with the round that fetches it and the workshop that receives it.</summary>
internal sealed record Gift(DonationId Donation, RoundId Round, LegalBasis Basis, Member Donor, Member Carrier, Workshop Workshop)
{
    public string ReceptionNote => $"BR-{Donation}";

    /// <summary>What the lot is made of.</summary>
    public LotKind Kind { get; init; }

    /// <summary>How many of a hundred are good enough to be used again; none where it is the usual mixture.</summary>
    public int? ReusePercent { get; init; }

    /// <summary>When it began, from 0 to 1 of the time in which gifts begin.</summary>
    public double Shift { get; init; }
}

/// <summary>A dossier of an EPN and its partner with a workshop, and the delivery and the loan under which its machines go out.</summary>
internal sealed record Placement(DossierId Dossier, DeliveryId Delivery, LoanId Loan, Workshop Workshop, Member Epn, Member Partner, Member Carrier)
{
    public List<Course> Courses { get; } = [];

    /// <summary>The conventions under which its machines are lent: one, or several where the partner lends on in several places.</summary>
    public ImmutableArray<LoanId> Loans { get; init; } = [Loan];

    /// <summary>The call for projects that the dossier answers, if it answers one.</summary>
    public CallId? Call { get; init; }

    public LoanId LoanOf(Course course) => Loans[Courses.IndexOf(course) % Loans.Length];
}

/// <summary>A cage of a workshop.</summary>
internal sealed record Cage(BatchId Batch, Workshop Workshop, Member Recycler, Member Carrier, bool DataDestruction)
{
    public List<Course> Courses { get; } = [];
}
