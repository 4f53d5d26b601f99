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
}

/// <summary>A dossier of an EPN and its partner with a workshop, and the delivery and the loan under which its machines go out.</summary>
internal sealed record Placement(DossierId Dossier, DeliveryId Delivery, LoanId Loan, Workshop Workshop, Member Epn, Member Partner, Member Carrier)
{
    public List<Course> Courses { get; } = [];
}

/// <summary>A cage of a workshop.</summary>
internal sealed record Cage(BatchId Batch, Workshop Workshop, Member Recycler, Member Carrier, bool DataDestruction)
{
    public List<Course> Courses { get; } = [];
}
